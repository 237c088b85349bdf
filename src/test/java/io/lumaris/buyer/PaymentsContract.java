package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.local.Operators;
import io.lumaris.testing.Crowd;
import io.lumaris.testing.RawUser;
import io.lumaris.testing.Services;
import io.lumaris.testing.StripeServer;
import io.lumaris.testing.StripeSession;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Money in and out over REST, with Stripe played on this machine. */
interface PaymentsContract extends Portal {
  /** The portal's own account at the market. */
  String IDENTITY = "portal-of-the-tests-0123456789abcdef";

  /** Stripe as the portal sees it. */
  StripeServer STRIPE = StripeServer.start();

  /** The settings of a portal that takes payments. */
  static String settings() {
    return """
        lumaris.payments.processor=stripe
        lumaris.payments.identity=%s
        lumaris.payments.stripe.api-base=%s
        lumaris.payments.stripe.secret-key=%s
        lumaris.payments.stripe.webhook-secret=%s
        """
        .formatted(
            IDENTITY, STRIPE.address(), StripeServer.SECRET_KEY, StripeServer.WEBHOOK_SECRET);
  }

  @Test
  default void aPaymentIsBegunPaidAndBookedOnceHoweverOftenItIsTold() {
    nameThePortal();
    Visitor buyer = Visitor.guest(portal());
    StripeSession session = begun(buyer, 10);

    String event = session.paid();
    try (Crowd crowd = new Crowd(50)) {
      List<HttpResponse<String>> answers =
          crowd.race(Collections.nCopies(50, () -> StripeServer.deliver(portal(), event)));
      assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
    }
    assertThat(StripeServer.deliver(portal(), session.paid()).statusCode()).isEqualTo(200);
    assertThat(available(buyer)).isEqualTo(15_000_000);
    JsonObject line =
        buyer.get("/api/account/ledger").json().getJsonArray("entries").getJsonObject(0);
    assertThat(line.getString("reason")).isEqualTo("top_up");
    assertThat(session.form().get("success_url"))
        .endsWith("?payment=" + line.getString("payment_id"));
  }

  @Test
  default void aRefundComesOutOfTheAccountAndWhatWasSpentIsOwed() {
    nameThePortal();
    Visitor buyer = Visitor.guest(portal());
    StripeSession session = begun(buyer, 10);
    assertThat(StripeServer.deliver(portal(), session.refunded("evt_early", 500)).statusCode())
        .as("before its payment: sent again later")
        .isEqualTo(404);
    StripeServer.deliver(portal(), session.paid());
    StripeServer.deliver(portal(), session.refunded("evt_r1_" + session.id(), 250));
    assertThat(available(buyer)).isEqualTo(12_500_000);

    buyer.post("/api/jobs", "{\"image\":\"a\",\"budget\":8000000}").expect(201);
    StripeServer.deliver(portal(), session.refunded("evt_r2_" + session.id(), 1_000));
    JsonObject account = buyer.get("/api/account").json();
    assertThat(account.getInt("available")).isZero();
    assertThat(account.getInt("owed")).isEqualTo(3_000_000);
  }

  @Test
  default void whatTheProcessorDidNotSignBooksNothing() {
    Visitor buyer = Visitor.guest(portal());
    nameThePortal();
    String event = begun(buyer, 10).paid();
    Visitor stranger = Visitor.stranger(portal());
    assertThat(reasonOf(stranger.post("/api/payments/webhook", event)))
        .isEqualTo("wrong_signature");
    String signature =
        StripeServer.signature(event, "whsec_guessed", System.currentTimeMillis() / 1000);
    assertThat(
            reasonOf(stranger.post("/api/payments/webhook", event, "Stripe-Signature", signature)))
        .isEqualTo("wrong_signature");
    stranger.send("POST", "/api/payments/webhook", null).expect(400);
    assertThat(available(buyer)).isEqualTo(5_000_000);
  }

  @Test
  default void eventsThatAreNotThisMarketsAreTakenAndBookNothing() {
    nameThePortal();
    Visitor buyer = Visitor.guest(portal());
    StripeSession session = begun(buyer, 10);
    String market = session.form().get("metadata[lumaris_market]");
    for (String event :
        List.of(
            session.completedUnpaid(),
            session.paid().replace(market, "00000000-0000-0000-0000-000000000001"),
            session.paid().replace("checkout.session.completed", "customer.created"))) {
      assertThat(StripeServer.deliver(portal(), event).statusCode()).isEqualTo(200);
    }
    assertThat(available(buyer)).isEqualTo(5_000_000);
  }

  @Test
  default void aPortalThatMayNotBookBeginsNoPaymentAndAsksForItsEventsAgain() {
    nameThePortal();
    Visitor buyer = Visitor.guest(portal());
    String event = begun(buyer, 10).paid();
    String id = RawUser.ofDevice(IDENTITY).id().toString();
    processors().remove(id);
    try {
      Visitor.Answer refused = buyer.post("/api/payments/checkout", "{\"amount\":10000000}");
      assertThat(refused.expect(503).json().getString("detail"))
          .contains("nothing was paid", "lumaris operator add-processor " + id);
      assertThat(StripeServer.deliver(portal(), event).statusCode()).isEqualTo(503);
    } finally {
      nameThePortal();
    }
    assertThat(StripeServer.deliver(portal(), event).statusCode()).isEqualTo(200);
    assertThat(available(buyer)).isEqualTo(15_000_000);
  }

  static void nameThePortal() {
    processors().add(RawUser.ofDevice(IDENTITY).id().toString());
  }

  private static Operators processors() {
    return new Operators(Services.postgres().database(), Operators.Role.PROCESSOR);
  }

  static StripeSession begun(Visitor buyer, long credits) {
    begin(buyer, credits);
    return STRIPE.last();
  }

  static JsonObject begin(Visitor buyer, long credits, String... headers) {
    return buyer
        .post("/api/payments/checkout", "{\"amount\":" + credits * 1_000_000 + "}", headers)
        .expect(200)
        .json();
  }

  private static long available(Visitor visitor) {
    return visitor.get("/api/account").json().getInt("available");
  }

  static String reasonOf(Visitor.Answer answer) {
    return Json.createReader(new StringReader(answer.body())).readObject().getString("reason");
  }
}
