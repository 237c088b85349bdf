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

  @Test
  default void whatStripeRefusesIsSaidWithoutItsWordsAndMayBeTriedAgain() {
    nameThePortal();
    Visitor buyer = Visitor.guest(portal());
    STRIPE.refuse(true);
    try {
      Visitor.Answer refused = buyer.post("/api/payments/checkout", "{\"amount\":10000000}");
      assertThat(refused.expect(503).json().getString("reason")).isEqualTo("payments_unavailable");
      assertThat(refused.body()).doesNotContain("sk_");
      assertThat(refused.header("Retry-After")).isNotEmpty();
    } finally {
      STRIPE.refuse(false);
    }
    begun(buyer, 10);
  }

  @Test
  default void theSameKeyIsTheSamePaymentOfTheSameAccountOnly() {
    nameThePortal();
    Visitor buyer = Visitor.guest(portal());
    String first = begin(buyer, 10, "Idempotency-Key", "one").getString("url");
    assertThat(begin(buyer, 10, "Idempotency-Key", "one").getString("url")).isEqualTo(first);
    assertThat(begin(Visitor.guest(portal()), 10, "Idempotency-Key", "one").getString("url"))
        .isNotEqualTo(first);
    assertThat(
            reasonOf(
                buyer.post(
                    "/api/payments/checkout", "{\"amount\":11000000}", "Idempotency-Key", "one")))
        .isEqualTo("token_conflict");
  }

  @Test
  default void anAmountThatCannotBePaidIsRefusedWithItsBounds() {
    nameThePortal();
    Visitor buyer = Visitor.guest(portal());
    for (String body :
        List.of(
            "{}",
            "{\"amount\":\"ten\"}",
            "{\"amount\":1}",
            "{\"amount\":5000001}",
            "{\"amount\":2000000000}",
            "{\"amount\":1e30}",
            "{\"amount\":5.5}",
            "{\"amount\":null}")) {
      JsonObject problem = buyer.post("/api/payments/checkout", body).expect(400).json();
      assertThat(problem.getString("field")).as(body).isEqualTo("amount");
    }
    assertThat(
            buyer
                .post("/api/payments/checkout", "{\"amount\":5000000,\"card\":\"4242\"}")
                .expect(400)
                .json()
                .getString("field"))
        .isEqualTo("card");
    buyer.post("/api/payments/checkout", "[]").expect(400);
    Visitor.stranger(portal()).post("/api/payments/checkout", "{\"amount\":5000000}").expect(401);
    buyer
        .post("/api/payments/checkout", "{\"amount\":5000000}", "Origin", "https://evil.example")
        .expect(403);
    JsonObject options = Visitor.stranger(portal()).get("/api/payments").expect(200).json();
    assertThat(options.getString("processor")).isEqualTo("stripe");
    assertThat(options.getInt("unit_price")).isEqualTo(100);
    assertThat(options.getInt("least")).isEqualTo(5_000_000);
  }

  @Test
  default void aPayoutIsPutAsideOnceAndListed() {
    Visitor seller = Visitor.guest(portal());
    String body = "{\"amount\":2000000,\"note\":\"IBAN DE02\"}";
    JsonObject payout =
        seller.post("/api/payouts", body, "Idempotency-Key", "p1").expect(201).json();
    seller.post("/api/payouts", body, "Idempotency-Key", "p1").expect(200);
    assertThat(payout.getString("state")).isEqualTo("requested");
    JsonObject account = seller.get("/api/account").json();
    assertThat(account.getInt("held")).isEqualTo(2_000_000);
    assertThat(seller.get("/api/payouts").json().getJsonArray("payouts")).hasSize(1);
    assertThat(
            seller
                .post("/api/payouts", "{\"amount\":9000000}")
                .expect(402)
                .json()
                .getString("detail"))
        .contains("you have 3");
    assertThat(seller.post("/api/payouts", "{\"amount\":0}").expect(400).json().getString("field"))
        .isEqualTo("amount");
    assertThat(
            seller
                .post("/api/payouts", "{\"amount\":1,\"note\":\"\"}")
                .expect(400)
                .json()
                .getString("field"))
        .isEqualTo("note");
  }

  private static void nameThePortal() {
    processors().add(RawUser.ofDevice(IDENTITY).id().toString());
  }

  private static Operators processors() {
    return new Operators(Services.postgres().database(), Operators.Role.PROCESSOR);
  }

  private static StripeSession begun(Visitor buyer, long credits) {
    begin(buyer, credits);
    return STRIPE.last();
  }

  private static JsonObject begin(Visitor buyer, long credits, String... headers) {
    return buyer
        .post("/api/payments/checkout", "{\"amount\":" + credits * 1_000_000 + "}", headers)
        .expect(200)
        .json();
  }

  private static long available(Visitor visitor) {
    return visitor.get("/api/account").json().getInt("available");
  }

  private static String reasonOf(Visitor.Answer answer) {
    return Json.createReader(new StringReader(answer.body())).readObject().getString("reason");
  }
}
