package io.lumaris.market;

import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Crowd;
import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubmitSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);

  @Test
  void aRepeatedSubmitMakesOneJob() {
    UUID buyer = someone();
    Reply first = market.submit(buyer, "mine", spec());
    Reply second = market.submit(buyer, "mine", spec());
    assertThat(first.ok().getBoolean("created")).isTrue();
    assertThat(second.ok().getBoolean("created")).isFalse();
    assertThat(second.job().getString("id")).isEqualTo(first.job().getString("id"));
    assertThat(second.job().getString("client_token")).isEqualTo("mine");
    assertThat(second.hints()).isEmpty();
    assertThat(sql.number("select count(*) from lumaris.job")).isOne();
  }

  @RepeatedTest(5)
  void fiftySubmitsAtOnceWithOneTokenMakeOneJob() {
    UUID buyer = someone();
    try (Crowd crowd = new Crowd(50)) {
      List<Reply> replies =
          crowd.race(Collections.nCopies(50, () -> market.submit(buyer, "mine", spec())));
      assertThat(replies).allMatch(reply -> reply.code() == 0);
      assertThat(replies.stream().filter(r -> r.answer().getBoolean("created"))).hasSize(1);
      assertThat(replies.stream().map(r -> r.job().getString("id")).distinct()).hasSize(1);
    }
    assertThat(sql.number("select count(*) from lumaris.job")).isOne();
  }

  @Test
  void theSameTokenForAnotherJobIsAConflict() {
    UUID buyer = someone();
    market.submit(buyer, "mine", spec()).ok();
    Reply other = market.submit(buyer, "mine", spec("memory_mb", 1024));
    assertThat(other.code()).isEqualTo(9);
    assertThat(other.reason()).isEqualTo("token_conflict");
  }

  @Test
  void tokensOfTwoBuyersDoNotMeet() {
    String first = market.submit(someone(), "mine", spec()).job().getString("id");
    Reply second = market.submit(someone(), "mine", spec());
    assertThat(second.ok().getBoolean("created")).isTrue();
    assertThat(second.job().getString("id")).isNotEqualTo(first);
  }

  @Test
  void withoutATokenEachSubmitIsAJobOfItsOwn() {
    UUID buyer = someone();
    market.submitted(buyer, spec());
    market.submitted(buyer, spec());
    assertThat(sql.number("select count(distinct client_token) from lumaris.job")).isEqualTo(2);
  }

  @Test
  void aDeletedJobsTokenMakesANewJob() {
    UUID buyer = someone();
    String id = market.submit(buyer, "mine", spec()).job().getString("id");
    market.cancel(buyer, UUID.fromString(id)).ok();
    sql.call("job_delete(?, ?)", buyer, UUID.fromString(id)).ok();
    assertThat(market.submit(buyer, "mine", spec()).ok().getBoolean("created")).isTrue();
  }

  @Test
  void aNewJobSaysAllThatIsKnown() {
    UUID buyer = someone();
    JsonObject job = market.submit(buyer, null, spec()).job();
    assertThat(job.keySet())
        .containsExactlyInAnyOrder(
            "id",
            "seq",
            "buyer_id",
            "client_token",
            "state",
            "why",
            "version",
            "spec",
            "budget",
            "cost",
            "max_attempts",
            "created_at",
            "queue_deadline",
            "attempts",
            "log");
    assertThat(job.getString("state")).isEqualTo("queued");
    assertThat(job.getString("buyer_id")).isEqualTo(buyer.toString());
    assertThat(job.getInt("version")).isOne();
    assertThat(job.getJsonObject("spec")).isEqualTo(spec());
    assertThat(millis(job, "queue_deadline") - millis(job, "created_at")).isEqualTo(3_600_000);
  }

  @Test
  void aBuyerHasAtMostSoManyUnfinishedJobs() {
    sql.update("update lumaris.setting set value = 3 where name = 'unfinished_jobs_per_buyer'");
    UUID buyer = someone();
    UUID first = market.submitted(buyer, spec());
    market.submitted(buyer, spec());
    market.submitted(buyer, spec("memory_mb", 1024));
    Reply fourth = market.submit(buyer, null, spec());
    assertThat(fourth.code()).isEqualTo(8);
    assertThat(fourth.message())
        .isEqualTo(
            "too_many_jobs: you have 3 unfinished jobs, the most one buyer may have; wait for some"
                + " to end or cancel some");
    assertThat(market.submit(someone(), null, spec()).code()).isZero();

    market.cancel(buyer, first).ok();
    assertThat(market.submit(buyer, null, spec()).code()).isZero();
    assertThat(market.submit(buyer, null, spec()).code()).isEqualTo(8);
  }

  @Test
  void theLimitHoldsForSubmitsAtOnce() {
    sql.update("update lumaris.setting set value = 7 where name = 'unfinished_jobs_per_buyer'");
    UUID buyer = someone();
    try (Crowd crowd = new Crowd(20)) {
      crowd.race(Collections.nCopies(20, () -> market.submit(buyer, null, spec())));
    }
    assertThat(sql.number("select count(*) from lumaris.job")).isEqualTo(7);
  }

  @Test
  void aBuyerUsesAtMostSoManySizes() {
    sql.update("update lumaris.setting set value = 2 where name = 'shapes_per_buyer'");
    UUID buyer = someone();
    market.submitted(buyer, spec("memory_mb", 100));
    market.submitted(buyer, spec("memory_mb", 200));
    market.submitted(buyer, spec("memory_mb", 100));
    Reply third = market.submit(buyer, null, spec("memory_mb", 300));
    assertThat(third.code()).isEqualTo(8);
    assertThat(third.message()).startsWith("too_many_jobs: you have used 2 different sizes");
  }

  @Test
  void atMostThreeSellersWithRoomAreToldOfAJobThatWaitsBehindOthers() {
    market.submitted(someone(), spec());
    for (int i = 0; i < 5; i++) {
      market.seller();
    }
    UUID small = market.seller(SqlMarket.free(1, 1, 64));
    Reply submitted = market.submit(someone(), null, spec());
    assertThat(submitted.told("work")).hasSize(3).doesNotContain("100/" + small);
  }

  @Test
  void theBuyerAndWhoWatchesTheJobAreTold() {
    UUID buyer = someone();
    Reply submitted = market.submit(buyer, null, spec());
    assertThat(submitted.told("job"))
        .containsExactly("100/" + buyer, "102/" + submitted.job().getString("id"));
    JsonObject data = submitted.said(0);
    assertThat(data.getString("state")).isEqualTo("queued");
    assertThat(data.getInt("version")).isOne();
  }

  private static long millis(JsonObject job, String field) {
    return job.getJsonNumber(field).longValueExact();
  }
}
