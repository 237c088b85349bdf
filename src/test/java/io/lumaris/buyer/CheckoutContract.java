package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Beginning a payment and asking for a payout: what may be asked for, and once. */
interface CheckoutContract extends Portal {

  @Test
  default void whatStripeRefusesIsSaidWithoutItsWordsAndMayBeTriedAgain() {
    PaymentsContract.nameThePortal();
    Visitor buyer = Visitor.guest(portal());
    PaymentsContract.STRIPE.refuse(true);
    try {
      Visitor.Answer refused = buyer.post("/api/payments/checkout", "{\"amount\":10000000}");
      assertThat(refused.expect(503).json().getString("reason")).isEqualTo("payments_unavailable");
      assertThat(refused.body()).doesNotContain("sk_");
      assertThat(refused.header("Retry-After")).isNotEmpty();
    } finally {
      PaymentsContract.STRIPE.refuse(false);
    }
    PaymentsContract.begun(buyer, 10);
  }

  @Test
  default void theSameKeyIsTheSamePaymentOfTheSameAccountOnly() {
    PaymentsContract.nameThePortal();
    Visitor buyer = Visitor.guest(portal());
    String first = PaymentsContract.begin(buyer, 10, "Idempotency-Key", "one").getString("url");
    assertThat(PaymentsContract.begin(buyer, 10, "Idempotency-Key", "one").getString("url"))
        .isEqualTo(first);
    assertThat(
            PaymentsContract.begin(Visitor.guest(portal()), 10, "Idempotency-Key", "one")
                .getString("url"))
        .isNotEqualTo(first);
    assertThat(
            PaymentsContract.reasonOf(
                buyer.post(
                    "/api/payments/checkout", "{\"amount\":11000000}", "Idempotency-Key", "one")))
        .isEqualTo("token_conflict");
  }

  @Test
  default void anAmountThatCannotBePaidIsRefusedWithItsBounds() {
    PaymentsContract.nameThePortal();
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
}
