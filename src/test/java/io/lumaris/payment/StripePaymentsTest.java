package io.lumaris.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.net.Webhook;
import io.lumaris.testing.StripeServer;
import io.lumaris.testing.StripeSession;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The promises of {@link PaymentProcessor}, kept by Stripe's own library. */
class StripePaymentsTest {
  private static final URI PAGE = URI.create("http://127.0.0.1:8080/account");
  private static final UUID MARKET = UUID.randomUUID();

  private final StripeServer stripe = StripeServer.start();
  private final StripePayments payments = payments(StripeServer.SECRET_KEY);
  private final TopUp topUp = topUp(UUID.randomUUID(), 10);

  @AfterEach
  void end() {
    stripe.close();
  }

  @Test
  void aCheckoutAsksForTheCreditsAndTheirPriceAndLeadsBackToThePage() {
    URI url = payments.startCheckout(topUp, PAGE);

    assertThat(url).hasScheme("http").hasPath("/pay/" + stripe.last().id());
    assertThat(stripe.last().form())
        .containsEntry("mode", "payment")
        .containsEntry("client_reference_id", topUp.accountId().toString())
        .containsEntry("line_items[0][quantity]", "10")
        .containsEntry("line_items[0][price_data][unit_amount]", "125")
        .containsEntry("line_items[0][price_data][currency]", "eur")
        .containsEntry("success_url", PAGE + "?payment=" + topUp.paymentId())
        .containsEntry("cancel_url", PAGE + "?payment=cancelled");
  }

  @Test
  void theSameTopUpBegunTwiceIsOneCheckout() {
    URI first = payments.startCheckout(topUp, PAGE);
    assertThat(payments.startCheckout(topUp, PAGE)).isEqualTo(first);
    assertThat(refusal(() -> payments.startCheckout(topUp(topUp.paymentId(), 11), PAGE)).reason())
        .isEqualTo("token_conflict");
  }

  @Test
  void whatStripeRefusesIsSaidWithoutItsKey() {
    PaymentException refused =
        refusal(() -> payments("sk_test_another").startCheckout(topUp, PAGE));
    assertThat(refused.reason()).isEqualTo("payments_unavailable");
    assertThat(refused).hasMessageContaining("nothing was paid").hasMessageNotContaining("sk_");
    stripe.close();
    assertThat(refusal(() -> payments.startCheckout(topUp, PAGE)).reason())
        .isEqualTo("payments_unavailable");
  }

  @Test
  void anEventOfAPaidSessionSaysWhatToBook() {
    assertThat(read(session().paid("evt_1", 1_250)))
        .isEqualTo(
            new PaymentEvent.Paid(
                "stripe:evt_1", MARKET, topUp.paymentId(), topUp.accountId(), 10_000_000));
  }

  @ParameterizedTest
  @CsvSource({"1250,10000000", "625,5000000", "1,8000", "417,3336000"})
  void aRefundIsOfTheCreditsInProportion(long refunded, long micro) {
    assertThat(read(session().refunded("evt_2", refunded)))
        .isEqualTo(new PaymentEvent.PaidBack("stripe:evt_2", MARKET, topUp.paymentId(), micro));
  }

  @Test
  void aSessionWhoseMoneyIsOnItsWayIsNothingYet() {
    assertThat(read(session().completedUnpaid())).isEqualTo(new PaymentEvent.Nothing());
  }

  @Test
  void eventsOfOtherSalesAndOtherKindsAreNothing() {
    String paid = session().paid();
    assertThat(read(paid.replace("lumaris_payment", "order")))
        .isEqualTo(new PaymentEvent.Nothing());
    assertThat(read(paid.replace("checkout.session.completed", "checkout.session.expired")))
        .isEqualTo(new PaymentEvent.Nothing());
  }

  @Test
  void anotherAmountThanWasAskedForIsBookedByNobody() {
    StripeSession session = session();
    assertThat(refusal(() -> read(session.paid("evt_3", 125))).reason())
        .isEqualTo("payment_conflict");
  }

  @Test
  void anAlteredBodyAnotherSecretAndAnOldSignatureAreRefused() {
    String event = session().paid();
    long now = Instant.now().getEpochSecond();
    String good = StripeServer.signature(event, StripeServer.WEBHOOK_SECRET, now);
    assertThat(payments.readEvent(event, header(good))).isInstanceOf(PaymentEvent.Paid.class);

    assertRefused(event.replace("\"10\"", "\"99\""), good);
    assertRefused(event + " ", good);
    assertRefused(event, StripeServer.signature(event, "whsec_guessed", now));
    assertRefused(event, StripeServer.signature(event, StripeServer.WEBHOOK_SECRET, now - 301));
    assertRefused(event, good.replace("t=" + now, "t=" + (now + 1)));
    assertRefused(event, "t=" + now + ",v0=" + good.substring(good.indexOf("v1=") + 3));
    assertRefused(event, "nonsense");
    assertRefused(event, "");
    assertRefused(event, null);
  }

  @Test
  void aSignedBodyThatIsNoEventIsRefusedAsSuch() {
    for (String body : new String[] {"", "[]", "{}", "{\"id\": 1, \"data\": {\"object\": {}}}"}) {
      assertThat(refusal(() -> read(body)).reason()).isEqualTo("invalid_request");
    }
  }

  private void assertRefused(String body, String signature) {
    assertThat(refusal(() -> payments.readEvent(body, header(signature))).reason())
        .as(signature)
        .isEqualTo("wrong_signature");
  }

  private StripeSession session() {
    payments.startCheckout(topUp, PAGE);
    return stripe.last();
  }

  private PaymentEvent read(String body) {
    try {
      String signature =
          Webhook.Signature.generateSignatureHeader(body, StripeServer.WEBHOOK_SECRET);
      return payments.readEvent(body, header(signature));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static java.util.function.UnaryOperator<String> header(String signature) {
    return name -> name.equals("Stripe-Signature") ? signature : null;
  }

  private StripePayments payments(String key) {
    return new StripePayments(
        new StripeSettings(key, StripeServer.WEBHOOK_SECRET, Optional.of(stripe.address())));
  }

  private static TopUp topUp(UUID paymentId, long credits) {
    return new TopUp(paymentId, MARKET, new UUID(1, 2), credits, new Price("eur", 125));
  }

  private static PaymentException refusal(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    PaymentException refused = catchThrowableOfType(PaymentException.class, call);
    assertThat(refused).isNotNull();
    return refused;
  }
}
