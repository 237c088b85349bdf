package io.lumaris.market;

import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LeaseSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();
  private UUID job;
  private SqlMarket.Held held;

  @BeforeEach
  void aJobHeldByASeller() {
    job = market.submitted(buyer, spec());
    held = market.take(market.seller());
  }

  @Test
  void aHeartbeatRenewsTheLeaseForThirtySeconds() {
    sql.update("update lumaris.attempt set lease_until = now() + interval '3 seconds'");
    Reply reply = market.heartbeat(held, "starting");
    JsonObject lease = lease(reply);
    assertThat(lease.getBoolean("held")).isTrue();
    assertThat(lease.getJsonNumber("lease_until").longValue())
        .isEqualTo(reply.ok().getJsonNumber("now").longValue() + 30_000);
  }

  @Test
  void oneHeartbeatRenewsAllLeasesAndTellsWhichAreGone() {
    UUID second = market.submitted(buyer, spec());
    SqlMarket.Held cancelled = market.take(held.seller());
    market.cancel(buyer, second).ok();
    market.submitted(buyer, spec());
    SqlMarket.Held lost = market.take(held.seller());
    market.letLeaseRunOut(lost);
    market.sweep().ok();
    Reply reply =
        market.heartbeat(
            held.seller(), report(held), report(cancelled), report(lost), report(unknown()));
    assertThat(reply.ok().getJsonArray("leases").getValuesAs(JsonObject.class))
        .extracting(lease -> lease.getBoolean("held") + " " + lease.getString("why", ""))
        .containsExactly("true ", "false cancelled", "false lost", "false unknown");
  }

  @Test
  void theLeaseOfAnotherSellerOrTokenIsNotRenewed() {
    SqlMarket.Held stranger =
        new SqlMarket.Held(market.seller(), held.job(), held.attempt(), held.token());
    SqlMarket.Held guess =
        new SqlMarket.Held(held.seller(), held.job(), held.attempt(), UUID.randomUUID());
    assertThat(lease(market.heartbeat(stranger, "running")).getString("why")).isEqualTo("unknown");
    assertThat(lease(market.heartbeat(guess, "running")).getString("why")).isEqualTo("unknown");
  }

  @Test
  void aPhaseBeforeTheStartIsShownAndPushed() {
    JsonObject pulling =
        Json.createObjectBuilder(report(held))
            .add("phase", "pulling")
            .add(
                "progress",
                Json.createObjectBuilder()
                    .add("done_bytes", 12_582_912)
                    .add("total_bytes", 41_943_040))
            .build();
    Reply reply = market.heartbeat(held.seller(), pulling);
    assertThat(reply.told("job")).containsExactly("100/" + buyer, "102/" + job);
    JsonObject attempt = attempt();
    assertThat(attempt.getString("phase")).isEqualTo("pulling");
    assertThat(attempt.getJsonObject("progress").getInt("done_bytes")).isEqualTo(12_582_912);
    assertThat(attempt.containsKey("pulling_at")).isTrue();
    assertThat(market.job(buyer, job).getInt("version")).isEqualTo(3);
    assertThat(market.heartbeat(held.seller(), pulling).told("job")).isEmpty();
    assertThat(market.job(buyer, job).getInt("version")).isEqualTo(3);
  }

  @Test
  void aPhaseNeverGoesBack() {
    market.heartbeat(held, "starting").ok();
    market.heartbeat(held, "pulling").ok();
    assertThat(attempt().getString("phase")).isEqualTo("starting");
    market.start(held).ok();
    market.heartbeat(held, "starting").ok();
    assertThat(attempt().getString("phase")).isEqualTo("running");
  }

  @Test
  void aLeaseIsNeverRenewedBeyondTheEndOfTheRunPlusOneLease() {
    market.start(held).ok();
    sql.update("update lumaris.attempt set must_end_by = now() - interval '20 seconds'");
    JsonObject lease = lease(market.heartbeat(held, "running"));
    assertThat(lease.getJsonNumber("lease_until").longValue())
        .isEqualTo(attemptMillis("must_end_by") + 30_000);
    sql.update("update lumaris.attempt set must_end_by = now() - interval '40 seconds'");
    assertThat(lease(market.heartbeat(held, "running")).getBoolean("held")).isFalse();
  }

  @Test
  void aProgramThatDoesNotStopInTimeIsEndedByTheMarket() {
    market.start(held).ok();
    sql.update(
        "update lumaris.attempt set must_end_by = now() - interval '31 seconds',"
            + " lease_until = now() - interval '1 second'");
    market.sweep().ok();
    JsonObject ended = market.job(buyer, job);
    assertThat(ended.getString("state")).isEqualTo("failed");
    assertThat(ended.getString("reason")).isEqualTo("run_timeout");
  }

  @Test
  void anAttemptThatNeverStartsIsNotHeldForEver() {
    sql.update(
        "update lumaris.attempt set assigned_at = now() - interval '31 minutes',"
            + " lease_until = now() + interval '1 second'");
    assertThat(lease(market.heartbeat(held, "pulling")).getBoolean("held")).isFalse();
  }

  @Test
  void aLostLeaseSendsTheJobBackToTheQueueAndTellsAll() {
    market.start(held).ok();
    market.letLeaseRunOut(held);
    UUID other = market.seller();
    Reply swept = market.sweep();
    assertThat(swept.ok().getInt("leases_ended")).isOne();
    assertThat(swept.told("lease_lost")).containsExactly("100/" + held.seller());
    assertThat(swept.told("job")).containsExactly("100/" + buyer, "102/" + job);
    assertThat(swept.told("work")).contains("100/" + other).doesNotContain("100/" + held.seller());
    assertThat(market.job(buyer, job).getString("state")).isEqualTo("queued");
    assertThat(attempt().getString("state")).isEqualTo("lost");
  }

  @Test
  void aRequeuedJobGetsItsWholeQueueTimeoutAgain() {
    sql.update("update lumaris.job set queue_deadline = now() + interval '1 second'");
    market.letLeaseRunOut(held);
    market.sweep().ok();
    assertThat(
            sql.number(
                "select count(*) from lumaris.job where queue_deadline > now() + interval '59 minutes'"))
        .isOne();
  }

  @Test
  void afterTheLastAttemptALostJobFails() {
    market.letLeaseRunOut(held);
    for (int i = 0; i < 2; i++) {
      market.letLeaseRunOut(market.take(market.seller()));
    }
    market.sweep().ok();
    JsonObject ended = market.job(buyer, job);
    assertThat(ended.getString("state")).isEqualTo("failed");
    assertThat(ended.getString("reason")).isEqualTo("seller_lost");
    assertThat(ended.getJsonArray("attempts")).hasSize(3);
  }

  @Test
  void reportsWithTheTokenOfALostAttemptChangeNothing() {
    market.start(held).ok();
    market.letLeaseRunOut(held);
    SqlMarket.Held second = market.take(market.seller());
    JsonObject before = market.job(buyer, job);
    assertThat(market.start(held).reason()).isEqualTo("lease_lost");
    assertThat(market.finish(held, SqlMarket.exit(0)).reason()).isEqualTo("lease_lost");
    assertThat(market.finish(held, SqlMarket.exit(0)).code()).isEqualTo(9);
    assertThat(market.job(buyer, job)).isEqualTo(before);
    assertThat(market.start(second).code()).isZero();
  }

  @Test
  void anotherSellersAttemptIsNotFound() {
    SqlMarket.Held stranger =
        new SqlMarket.Held(market.seller(), held.job(), held.attempt(), held.token());
    assertThat(market.start(stranger).reason()).isEqualTo("attempt_not_found");
    assertThat(market.finish(stranger, SqlMarket.exit(0)).code()).isEqualTo(5);
  }

  @Test
  void aStartReportedTwiceHasTheSameAnswer() {
    JsonObject first = market.start(held).ok();
    Reply second = market.start(held);
    assertThat(second.ok().getJsonNumber("must_end_by"))
        .isEqualTo(first.getJsonNumber("must_end_by"));
    assertThat(second.hints()).isEmpty();
    assertThat(
            first.getJsonNumber("must_end_by").longValue() - first.getJsonNumber("now").longValue())
        .isEqualTo(600_000);
    assertThat(market.job(buyer, job).getString("state")).isEqualTo("running");
    assertThat(attempt().getJsonObject("profile").getString("network")).isEqualTo("none");
  }

  private static JsonObject report(SqlMarket.Held held) {
    return Json.createObjectBuilder(SqlMarket.lease(held)).add("phase", "running").build();
  }

  private SqlMarket.Held unknown() {
    return new SqlMarket.Held(held.seller(), held.job(), UUID.randomUUID(), UUID.randomUUID());
  }

  private static JsonObject lease(Reply heartbeat) {
    return heartbeat.ok().getJsonArray("leases").getJsonObject(0);
  }

  private JsonObject attempt() {
    return market.job(buyer, job).getJsonArray("attempts").getJsonObject(0);
  }

  private long attemptMillis(String column) {
    return sql.number("select lumaris.ms(" + column + ") from lumaris.attempt");
  }
}
