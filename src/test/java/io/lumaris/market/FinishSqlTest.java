package io.lumaris.market;

import static io.lumaris.market.SqlMarket.claims;
import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.outcome;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Crowd;
import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FinishSqlTest {
  private static final int RACES = 1_000;

  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();

  @Test
  void exitCodeZeroIsSuccess() {
    SqlMarket.Held held = running(spec());
    Reply reply = market.finish(held, exit(0));
    assertThat(reply.ok().getString("state")).isEqualTo("succeeded");
    assertThat(reply.ok().getString("job_state")).isEqualTo("succeeded");
    assertThat(reply.told("job")).containsExactly("100/" + buyer, "102/" + held.job());
    JsonObject job = market.job(buyer, held.job());
    assertThat(job.getInt("exit_code")).isZero();
    assertThat(job.containsKey("reason")).isFalse();
    assertThat(job.containsKey("ended_at")).isTrue();
    assertThat(job.getInt("version")).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "exit_code,failed",
    "out_of_memory,failed",
    "run_timeout,failed",
    "budget_reached,failed",
    "write_limit,failed",
    "image_not_found,failed",
    "image_not_allowed,failed",
    "command_not_found,failed",
    "invalid_job,failed",
    "image_pull_failed,queued",
    "seller_error,queued",
    "seller_quit,queued",
    "seller_refused,queued"
  })
  void eachReasonEndsTheJobOrSendsItToAnotherSeller(String reason, String jobState) {
    SqlMarket.Held held = running(spec());
    JsonObject outcome =
        Json.createObjectBuilder().add("reason", reason).add("exit_code", 137).build();
    assertThat(market.finish(held, outcome).ok().getString("job_state")).isEqualTo(jobState);
    JsonObject job = market.job(buyer, held.job());
    assertThat(job.getString("state")).isEqualTo(jobState);
    assertThat(job.getJsonArray("attempts").getJsonObject(0).getString("reason")).isEqualTo(reason);
    assertThat(job.getString("reason", "none"))
        .isEqualTo(jobState.equals("failed") ? reason : "none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image_pull_failed", "seller_error", "seller_quit"})
  void afterTheLastAttemptASellersFailureFailsTheJob(String reason) {
    SqlMarket.Held held = running(spec("max_attempts", 1));
    assertThat(market.finish(held, outcome(reason)).ok().getString("job_state"))
        .isEqualTo("failed");
    assertThat(market.job(buyer, held.job()).getString("reason")).isEqualTo(reason);
  }

  @Test
  void anExitCodeIsTriedAgainOnlyWhenTheJobAsksForIt() {
    assertThat(market.finish(running(spec()), exit(3)).ok().getString("job_state"))
        .isEqualTo("failed");
    SqlMarket.Held asked = running(spec("retry_on_exit_code", JsonValue.TRUE));
    assertThat(market.finish(asked, exit(3)).ok().getString("job_state")).isEqualTo("queued");
    assertThat(market.job(buyer, asked.job()).getString("why")).contains("exit code 3");
  }

  @ParameterizedTest
  @CsvSource({"seller_quit,true", "seller_error,false", "image_pull_failed,false"})
  void aSellerMayHaveAJobAgainThatItGaveBackButNotOneThatItFailed(String reason, boolean again) {
    SqlMarket.Held held = running(spec());
    market.finish(held, outcome(reason)).ok();

    assertThat(market.claim(held.seller(), 1).ok().getJsonArray("claims")).hasSize(again ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no_seller", "seller_lost", "disagreement", "nonsense"})
  void aSellerCannotReportWhatOnlyTheMarketKnows(String reason) {
    SqlMarket.Held held = running(spec());
    Reply reply = market.finish(held, outcome(reason));
    assertThat(reply.code()).isEqualTo(3);
    assertThat(reply.message()).startsWith("invalid_request: outcome.reason: must be one of");
    assertThat(market.job(buyer, held.job()).getString("state")).isEqualTo("running");
  }

  @Test
  void anOutcomeWithoutExitCodeAndReasonIsRefused() {
    Reply reply = market.finish(running(spec()), JsonValue.EMPTY_JSON_OBJECT);
    assertThat(reply.message())
        .isEqualTo("invalid_request: outcome: must have an exit_code or a reason");
  }

  @Test
  void aSellerThatCallsARunningJobCancelledGivesItBack() {
    SqlMarket.Held held = running(spec());
    market.finish(held, outcome("cancelled_by_buyer")).ok();
    JsonObject job = market.job(buyer, held.job());
    assertThat(job.getString("state")).isEqualTo("queued");
    assertThat(job.getJsonArray("attempts").getJsonObject(0).getString("reason"))
        .isEqualTo("seller_quit");
  }

  @Test
  void theSameReportAgainHasTheSameAnswerAndChangesNothing() {
    SqlMarket.Held held = running(spec());
    JsonObject first = market.finish(held, exit(3)).ok();
    JsonObject before = market.job(buyer, held.job());
    Reply second = market.finish(held, exit(3));
    assertThat(second.ok()).isEqualTo(first);
    assertThat(second.hints()).isEmpty();
    assertThat(market.finish(held, exit(0)).ok()).isEqualTo(first);
    assertThat(market.job(buyer, held.job())).isEqualTo(before);
    assertThat(sql.number("select jobs_done from lumaris.seller")).isOne();
  }

  @Test
  void theFreedSlotIsFilledByTheSameCall() {
    SqlMarket.Held held = running(spec());
    UUID next = market.submitted(buyer, spec());
    Reply reply = market.finish(held, exit(0), 4);
    assertThat(claims(reply))
        .extracting(claim -> claim.getString("job_id"))
        .containsExactly(next.toString());
    assertThat(reply.told("job")).contains("102/" + held.job(), "102/" + next);
  }

  @Test
  void whatTheSellerMeasuredIsKept() {
    SqlMarket.Held held = running(spec());
    JsonObject measured =
        Json.createObjectBuilder(exit(0))
            .add("run_ms", 1234)
            .add("detail", "a word")
            .add("image_digest", "sha256:def")
            .add("profile", Json.createObjectBuilder().add("network", "host"))
            .add("usage", Json.createObjectBuilder().add("cpu_ms", 7).add("peak_memory_bytes", 8))
            .add("cut_bytes", 99)
            .build();
    market.finish(held, measured).ok();
    JsonObject job = market.job(buyer, held.job());
    JsonObject attempt = job.getJsonArray("attempts").getJsonObject(0);
    assertThat(attempt.getJsonObject("usage").toString())
        .isEqualTo("{\"cpu_ms\":7,\"run_ms\":1234,\"peak_memory_bytes\":8}");
    assertThat(attempt.getString("detail")).isEqualTo("a word");
    assertThat(attempt.getString("image_digest")).isEqualTo("sha256:def");
    assertThat(attempt.getJsonObject("profile").getString("network")).isEqualTo("host");
    assertThat(attempt.getString("phase")).isEqualTo("ended");
    assertThat(attempt.containsKey("lease_until")).isFalse();
    assertThat(job.getJsonObject("log").getInt("cut_bytes")).isEqualTo(99);
    assertThat(job.getString("why")).endsWith("after 1.23 s.");
  }

  @Test
  void anUnreportedStartIsTakenFromTheEndsReportInsideItsBounds() {
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(market.seller());
    JsonObject ended = Json.createObjectBuilder(exit(0)).add("started_at", 1).build();
    market.finish(held, ended).ok();
    JsonObject job = market.job(buyer, held.job());
    assertThat(job.getJsonNumber("started_at")).isEqualTo(job.getJsonNumber("assigned_at"));
  }

  @Test
  void theEndIsTakenAsLongAsNobodyCalledTheAttemptLost() {
    SqlMarket.Held held = running(spec());
    market.letLeaseRunOut(held);
    assertThat(market.finish(held, exit(0)).ok().getString("job_state")).isEqualTo("succeeded");
  }

  @Test
  void endAndCancelAtOnceLeaveOneEndThatBothAgreeOn() {
    UUID seller = market.seller();
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < RACES; i++) {
        market.submitted(buyer, spec());
        SqlMarket.Held held = market.take(seller);
        market.start(held).ok();
        List<Reply> replies =
            crowd.race(
                List.of(
                    () -> market.finish(held, exit(0)), () -> market.cancel(buyer, held.job())));
        boolean ended = replies.get(0).code() == 0;
        boolean cancelled = replies.get(1).ok().getBoolean("changed");
        assertThat(ended).as("race %s", i).isNotEqualTo(cancelled);
        assertThat(market.job(buyer, held.job()).getString("state"))
            .isEqualTo(ended ? "succeeded" : "cancelled");
        assertThat(attemptState(held)).isEqualTo(ended ? "succeeded" : "cancelled");
      }
    }
  }

  @Test
  void endAndSweepAtOnceLeaveOneEndThatBothAgreeOn() {
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < RACES; i++) {
        SqlMarket.Held held = running(spec("max_attempts", 1));
        market.letLeaseRunOut(held);
        List<Reply> replies =
            crowd.race(List.of(() -> market.finish(held, exit(0)), () -> market.sweep()));
        boolean ended = replies.get(0).code() == 0;
        if (ended) {
          assertThat(replies.get(1).ok().getInt("leases_ended")).isZero();
        } else {
          assertThat(replies.get(0).reason()).isEqualTo("lease_lost");
          assertThat(replies.get(1).ok().getInt("leases_ended")).isOne();
        }
        assertThat(attemptState(held)).as("race %s", i).isEqualTo(ended ? "succeeded" : "lost");
        assertThat(market.job(buyer, held.job()).getString("state"))
            .isEqualTo(ended ? "succeeded" : "failed");
      }
    }
  }

  private String attemptState(SqlMarket.Held held) {
    return sql.text("select state from lumaris.attempt where id = ?", held.attempt());
  }

  private SqlMarket.Held running(JsonObject spec) {
    market.makeNoOffers(); // each is for a seller that is new,
    market.makeNoChecks(); // which would take those, too
    market.submitted(buyer, spec);
    SqlMarket.Held held = market.take(market.seller());
    market.start(held).ok();
    return held;
  }
}
