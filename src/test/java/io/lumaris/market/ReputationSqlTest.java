package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the market knows of sellers and buyers. */
class ReputationSqlTest extends ReputationFixture {
  @Test
  void theRecordCountsAttemptsByHowTheyEnded() {
    end(exit(0));
    end(exit(3)); // the program's own failure is not the seller's
    end(outcome("out_of_memory"));
    end(outcome("seller_error"));
    end(outcome("seller_quit"));
    lose();
    JsonObject record = record();
    assertThat(record.getInt("attempts")).isEqualTo(5);
    assertThat(record.getInt("succeeded")).isEqualTo(3);
    assertThat(record.getInt("failed")).isOne();
    assertThat(record.getInt("lost")).isOne();
    assertThat(record.getInt("given_back")).isOne();
    assertThat(record.getJsonNumber("success_rate").doubleValue()).isEqualTo(0.6);
    assertThat(record.getJsonNumber("success_low").doubleValue()).isEqualTo(0.2307);
    assertThat(record.getJsonNumber("success_high").doubleValue()).isEqualTo(0.8824);
  }

  @Test
  void aSellerWithoutARecordHasNoRate() {
    assertThat(record().keySet())
        .doesNotContain("success_rate", "success_low", "start_ms", "stars")
        .contains("attempts", "expected_success");
  }

  @Test
  void theMediansAreOfWhatTheMarketSaw() {
    for (int startMs : List.of(100, 300, 900)) {
      SqlMarket.Held held = submitAndTake();
      market.start(held).ok();
      sql.update(
          "update lumaris.attempt set assigned_at = started_at - ? * interval '1 millisecond' where id = ?",
          startMs,
          held.attempt());
      market.finish(held, exit(0)).ok();
    }
    assertThat(record().getInt("start_ms")).isEqualTo(300);
  }

  @Test
  void theNumbersLinkToTheAttemptsBehindThemWithoutAnythingPrivate() {
    end(exit(0));
    end(outcome("seller_error"));
    JsonObject answer = sellerRecord(null);
    List<JsonObject> attempts = answer.getJsonArray("attempts").getValuesAs(JsonObject.class);
    assertThat(attempts)
        .extracting(a -> a.getString("outcome"))
        .containsExactly("failed", "succeeded");
    assertThat(attempts.get(1).keySet())
        .containsExactlyInAnyOrder(
            "attempt_id",
            "outcome",
            "cpus",
            "memory_mb",
            "assigned_at",
            "ended_at",
            "start_ms",
            "cost");
    assertThat(sellerRecord("failed").getJsonArray("attempts")).hasSize(1);
    assertThat(answer.toString()).doesNotContain("busybox", buyer.toString());
  }

  @Test
  void eachNumberOfTheRecordLinksToAsManyAttempts() {
    end(outcome("seller_error"));
    for (String verdict : List.of("agreed", "disagreed", "disagreed")) {
      UUID job = end(exit(0));
      sql.update("update lumaris.attempt set verdict = ? where job_id = ?", verdict, job);
    }
    JsonObject record = record();
    for (String number : List.of("succeeded", "failed", "lost", "agreed", "disagreed")) {
      assertThat(sellerRecord(number).getJsonArray("attempts")).hasSize(record.getInt(number));
    }
    assertThat(record.getInt("succeeded")).isEqualTo(3);
  }

  @Test
  void theEvidenceComesInPages() {
    for (int i = 0; i < 3; i++) {
      end(exit(0));
    }
    JsonObject first = sql.call("seller_record(?, null, 2, null)", seller).ok();
    assertThat(first.getJsonArray("attempts")).hasSize(2);
    JsonObject last =
        sql.call("seller_record(?, null, 2, ?)", seller, first.getString("cursor")).ok();
    assertThat(last.getJsonArray("attempts")).hasSize(1);
    assertThat(last.containsKey("cursor")).isFalse();
    assertThat(sql.call("seller_record(?, null, 2, 'nonsense')", seller).message())
        .isEqualTo("invalid_request: cursor: must be one that seller_record returned");
  }

  @Test
  void uptimeIsWhatHeartbeatsShow() {
    sql.update(
        "update lumaris.seller set last_seen_at = now() - interval '12 seconds', heard_since = now() - interval '12 seconds' where id = ?",
        seller);
    market.heartbeat(seller).ok();
    assertThat(onlineMs()).isBetween(12_000L, 13_000L);
    sql.update(
        "update lumaris.seller set last_seen_at = now() - interval '1 hour' where id = ?", seller);
    market.heartbeat(seller).ok();
    assertThat(onlineMs()).isBetween(12_000L, 13_000L);
    assertThat(sellerRecord(null).getJsonArray("uptime")).hasSize(7);
    assertThat(sql.text("select lumaris.uptime_shares(?)->>6", seller))
        .isEqualTo(sql.text("select lumaris.uptime_json(?)->6->>'online'", seller));
  }

  @Test
  void aBuyersRecordSaysWhatSellersWantToKnow() {
    end(exit(0));
    market.cancel(buyer, submitAndTake().job()).ok();
    market.finish(submitAndTake(), outcome("image_not_allowed")).ok();
    JsonObject record = sql.call("buyer_record(?)", buyer).ok().getJsonObject("buyer");
    assertThat(record.getInt("jobs")).isEqualTo(3);
    assertThat(record.getInt("cancelled_while_assigned")).isOne();
    assertThat(record.getInt("refused_by_policy")).isOne();
    assertThat(record.getInt("disputed")).isZero();
    assertThat(record.getJsonNumber("cancel_rate").doubleValue()).isEqualTo(0.3333);
  }

  @Test
  void claimsAndUpdatesBetweenHeartbeatsTakeNothingFromTheUptime() {
    market.heartbeat(seller).ok();
    sql.update("delete from lumaris.seller_day");
    letFiveSecondsPass();
    market.claim(seller, 1).ok();
    letFiveSecondsPass();
    money.ask(seller, 2_000, 0, 0);
    letFiveSecondsPass();
    market.heartbeat(seller).ok();
    assertThat(onlineMs()).isBetween(15_000L, 16_000L);
  }

  @Test
  void timeBeforeAClaimThatEndedASilenceIsNoUptime() {
    market.heartbeat(seller).ok();
    sql.update("delete from lumaris.seller_day");
    sql.update(
        "update lumaris.seller set last_seen_at = now() - interval '1 hour', heard_since = now() - interval '1 hour'");
    market.claim(seller, 1).ok();
    letFiveSecondsPass();
    market.heartbeat(seller).ok();
    assertThat(onlineMs()).isBetween(5_000L, 6_000L);
  }

  @Test
  void whoRunsNothingInItsBuyersNameMakesItselfNoRecord() {
    for (String reason :
        List.of("invalid_job", "image_not_found", "image_not_allowed", "command_not_found")) {
      end(outcome(reason));
    }
    JsonObject record = record();
    assertThat(record.getInt("attempts")).isZero();
    assertThat(record.getInt("given_back")).isEqualTo(4);
    assertThat(sellerRecord("given_back").getJsonArray("attempts")).hasSize(4);
  }

  @Test
  void whatABuyerDeletesStaysInItsRecord() {
    UUID cancelled = submitAndTake().job();
    market.cancel(buyer, cancelled).ok();
    sql.call("job_delete(?, ?)", buyer, cancelled).ok();
    JsonObject record = sql.call("buyer_record(?)", buyer).ok().getJsonObject("buyer");
    assertThat(record.getInt("jobs")).isOne();
    assertThat(record.getInt("cancelled_while_assigned")).isOne();
    sql.update("update lumaris.deleted_job set ended_at = now() - interval '31 days'");
    market.sweep().ok();
    assertThat(sql.number("select count(*) from lumaris.deleted_job")).isZero();
  }

  private void letFiveSecondsPass() {
    sql.update(
        "update lumaris.seller set last_seen_at = last_seen_at - interval '5 seconds', heard_since = heard_since - interval '5 seconds'");
  }

  private void lose() {
    SqlMarket.Held held = submitAndTake();
    market.start(held).ok();
    market.letLeaseRunOut(held);
    market.sweep().ok();
  }

  private long onlineMs() {
    return sql.number("select sum(online_ms) from lumaris.seller_day where seller_id = ?", seller);
  }
}
