package io.lumaris.market;

import static io.lumaris.market.MarketRpc.fields;

import io.lumaris.nakama.SessionKeeper;
import java.time.Duration;
import java.util.UUID;

/** Bookings at a Nakama server with the LUMARIS module. Thread-safe. */
final class NakamaBookings implements Bookings {
  private final MarketRpc rpc;

  /** Repeats nothing by itself: a processor sends again what was not taken. */
  NakamaBookings(SessionKeeper sessions) {
    this.rpc = new MarketRpc(sessions, Duration.ZERO);
  }

  @Override
  public UUID check() {
    return rpc.field("processor_check", fields(), "market_id", UUID.class);
  }

  @Override
  public Booked book(String eventId, UUID paymentId, UUID accountId, long amount, String note) {
    return rpc.call(
        "payment_book",
        fields(
            "event_id", eventId,
            "payment_id", paymentId,
            "account_id", accountId,
            "amount", amount,
            "note", note),
        Booked.class);
  }

  @Override
  public Refunded refund(String eventId, UUID paymentId, long refunded) {
    return rpc.call(
        "payment_refund",
        fields("event_id", eventId, "payment_id", paymentId, "refunded", refunded),
        Refunded.class);
  }
}
