package io.lumaris.payment;

import io.lumaris.market.Bookings;
import io.lumaris.market.MarketAccounts;
import io.lumaris.market.MarketException;
import io.lumaris.market.Refunded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/** Between the processor and the market: sends payers to the one, and tells the other. */
@ApplicationScoped
class PaymentDesk {
  private static final System.Logger LOGGER = System.getLogger(PaymentDesk.class.getName());

  private PaymentProcessor processor;
  private PaymentSettings settings;
  private Bookings bookings; // null without a processor

  PaymentDesk() {}

  @Inject
  PaymentDesk(PaymentProcessor processor, PaymentSettings settings, MarketAccounts accounts) {
    this.processor = processor;
    this.settings = settings;
    this.bookings =
        settings.identity().map(secret -> accounts.ofDevice(secret).bookings()).orElse(null);
  }

  /**
   * Begins a payment. Few at once: each waits for another company's server.
   *
   * @param key the payer's own: the same again is the same payment; {@code null} for none
   * @param page where the payer comes back to
   */
  @Bulkhead(8)
  URI startCheckout(UUID accountId, long credits, String key, URI page) {
    UUID market = bookings == null ? new UUID(0, 0) : check();
    return processor.startCheckout(
        new TopUp(paymentId(accountId, key), market, accountId, credits, settings.price()), page);
  }

  /** A payment's id: the same for the same key of the same account. */
  static UUID paymentId(UUID accountId, String key) {
    return key == null
        ? UUID.randomUUID()
        : UUID.nameUUIDFromBytes((accountId + " " + key).getBytes(StandardCharsets.UTF_8));
  }

  /** Books what an event says; told twice, it is booked once. */
  void take(PaymentEvent event) {
    if (event instanceof PaymentEvent.Paid paid && isOurs(paid.marketId())) {
      bookings.book(paid.id(), paid.paymentId(), paid.accountId(), paid.amount(), processor.name());
      LOGGER.log(
          System.Logger.Level.INFO,
          "A payment was booked [payment={0}, account={1}, event={2}]",
          paid.paymentId(),
          paid.accountId(),
          paid.id());
    } else if (event instanceof PaymentEvent.PaidBack back && isOurs(back.marketId())) {
      Refunded refunded = bookings.refund(back.id(), back.paymentId(), back.refunded());
      LOGGER.log(
          System.Logger.Level.INFO,
          "A payment was paid back [payment={0}, event={1}, owed={2}]",
          back.paymentId(),
          back.id(),
          refunded.owed());
    }
  }

  private boolean isOurs(UUID marketId) {
    return check().equals(marketId);
  }

  /** What is paid must be booked: better to refuse to begin. */
  private UUID check() {
    try {
      return bookings.check();
    } catch (MarketException e) {
      if (!e.reason().equals("not_allowed")) {
        throw e;
      }
      LOGGER.log(System.Logger.Level.ERROR, "Payments are not set up: {0}", e.getMessage());
      throw new PaymentException(
          PaymentException.UNAVAILABLE,
          null,
          "Payments are not set up completely, and nothing was paid: " + e.getMessage(),
          e);
    }
  }
}
