package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.local.Operators;
import io.lumaris.testing.Crowd;
import io.lumaris.testing.RawUser;
import io.lumaris.testing.Services;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a processor's portal tells, over HTTP on the running Nakama. */
class PaymentsRpcIT {
  private static final long STARTER = 5_000_000;

  private final Operators processors =
      new Operators(Services.postgres().database(), Operators.Role.PROCESSOR);
  private final RawUser portal = RawUser.signedIn();
  private final RawUser buyer = RawUser.signedIn();
  private final String payment = UUID.randomUUID().toString();

  @Test
  void aPortalBooksAfterItWasNamedAndNotAfterThat() {
    assertThat(portal.rpc("processor_check").refusal())
        .isEqualTo(
            "403 7 not_allowed: account %s may not book payments; whoever runs this market names it with lumaris operator add-processor %s"
                .formatted(portal.id(), portal.id()));
    processors.add(portal.id().toString());
    assertThat(portal.rpc("processor_check").ok().getString("market_id")).hasSize(36);
    assertThat(portal.rpc("payment_book", paid("stripe:evt_1")).ok().getBoolean("created"))
        .isTrue();
    assertThat(processors.remove(portal.id().toString())).isTrue();
    assertThat(portal.rpc("payment_book", paid("stripe:evt_2")).status()).isEqualTo(403);
    assertThat(buyer.rpc("payment_book", paid("stripe:evt_3")).status()).isEqualTo(403);
    assertThat(RawUser.server().rpc("payment_book", paid("stripe:evt_4")).refusal())
        .startsWith("401 16 not_signed_in");
  }

  @Test
  void theSameEventFiftyTimesAtOnceBooksOnceAndItsRefundIsTakenOnce() {
    processors.add(portal.id().toString());
    try (Crowd crowd = new Crowd(50)) {
      List<RawUser.Answer> booked =
          crowd.race(
              Collections.nCopies(50, () -> portal.rpc("payment_book", paid("stripe:evt_5"))));
      assertThat(booked).filteredOn(answer -> answer.ok().getBoolean("created")).hasSize(1);
      assertThat(available()).isEqualTo(STARTER + 10_000_000);

      JsonObject refund =
          Json.createObjectBuilder()
              .add("event_id", "stripe:evt_6")
              .add("payment_id", payment)
              .add("refunded", 4_000_000)
              .build();
      List<RawUser.Answer> refunded =
          crowd.race(Collections.nCopies(50, () -> portal.rpc("payment_refund", refund)));
      assertThat(refunded).filteredOn(answer -> answer.ok().getBoolean("changed")).hasSize(1);
      assertThat(available()).isEqualTo(STARTER + 6_000_000);
    }
    processors.remove(portal.id().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "payment_book | {} | event_id: is missing",
        "payment_book | {\"event_id\": \"evt 1\"} | event_id: must be the processor's name, a colon",
        "payment_refund | {\"event_id\": \"stripe:evt_1\", \"payment_id\": \"x\"} | payment_id: must be a UUID",
        "payout_history | {\"limit\": 0} | limit: must be between 1 and 100"
      })
  void whatIsWrongIsNamed(String rpc, String body, String sentence) {
    assertThat(portal.rpc(rpc, body).refusal()).startsWith("400 3 invalid_request: " + sentence);
  }

  @Test
  void onesOwnPayoutsAreListedAndNobodyElses() {
    buyer.rpc("payout_request", "{\"amount\": 250, \"note\": \"my bank\"}").ok();
    JsonObject payout = buyer.rpc("payout_history").ok().getJsonArray("payments").getJsonObject(0);
    assertThat(payout.getString("note")).isEqualTo("my bank");
    assertThat(payout.getString("state")).isEqualTo("requested");
    assertThat(portal.rpc("payout_history").ok().getJsonArray("payments")).isEmpty();
  }

  private long available() {
    return buyer.rpc("account_get").ok().getJsonObject("account").getInt("available");
  }

  private JsonObject paid(String event) {
    JsonObjectBuilder paid =
        Json.createObjectBuilder()
            .add("event_id", event)
            .add("payment_id", payment)
            .add("account_id", buyer.id().toString())
            .add("amount", 10_000_000)
            .add("note", "stripe");
    buyer.rpc("account_get").ok();
    return paid.build();
  }
}
