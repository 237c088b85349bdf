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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SweepSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();

  @Test
  void aJobNobodyTookInTimeFails() {
    UUID job = market.submitted(buyer, spec());
    UUID patient = market.submitted(buyer, spec());
    sql.update("update lumaris.job set queue_deadline = now() where id = ?", job);
    Reply swept = market.sweep();
    assertThat(swept.ok().getInt("queue_timeouts")).isOne();
    assertThat(swept.told("job")).containsExactly("100/" + buyer, "102/" + job);
    assertThat(market.job(buyer, job).getString("reason")).isEqualTo("no_seller");
    assertThat(market.job(buyer, patient).getString("state")).isEqualTo("queued");
  }

  @Test
  void finalJobsGoAfterThirtyDaysWithAllThatBelongsToThem() {
    UUID seller = market.seller();
    market.submitted(buyer, spec());
    SqlMarket.Held old = market.take(seller);
    sql.update("insert into lumaris.job_log values (?, 10000001, 1, 'stdout', 'x')", old.job());
    market.finish(old, SqlMarket.exit(0)).ok();
    sql.update("update lumaris.job set ended_at = now() - interval '31 days'");
    market.submitted(buyer, spec());
    SqlMarket.Held recent = market.take(seller);
    market.finish(recent, SqlMarket.exit(0)).ok();
    assertThat(market.sweep().ok().getInt("jobs_deleted")).isOne();
    assertThat(sql.text("select string_agg(id::text, ' ') from lumaris.job"))
        .isEqualTo(recent.job().toString());
    assertThat(sql.number("select count(*) from lumaris.attempt")).isOne();
    assertThat(sql.number("select count(*) from lumaris.job_log")).isZero();
  }

  @Test
  void aWaitingJobIsNeverTooOld() {
    UUID job = market.submitted(buyer, spec());
    sql.update("update lumaris.job set created_at = now() - interval '90 days'");
    assertThat(market.sweep().ok().getInt("jobs_deleted")).isZero();
    assertThat(market.job(buyer, job).getString("state")).isEqualTo("queued");
  }

  @Test
  void nothingToDoIsNothingDone() {
    assertThat(market.sweep().ok().toString())
        .isEqualTo("{\"jobs_deleted\":0,\"leases_ended\":0,\"queue_timeouts\":0}");
    assertThat(market.sweep().hints()).isEmpty();
  }

  @Test
  void aSweepTakesNoMoreThanItsLimit() {
    for (int i = 0; i < 5; i++) {
      market.submitted(buyer, spec());
    }
    sql.update("update lumaris.job set queue_deadline = now()");
    assertThat(sql.call("sweep(3)").ok().getInt("queue_timeouts")).isEqualTo(3);
    assertThat(sql.call("sweep(3)").ok().getInt("queue_timeouts")).isEqualTo(2);
  }

  @Test
  void fourSweepsAtOnceEndEachLeaseOnce() {
    UUID seller = market.seller();
    try (Crowd crowd = new Crowd(4)) {
      for (int i = 0; i < 50; i++) {
        market.submitted(buyer, spec("max_attempts", 1));
        market.letLeaseRunOut(market.take(seller));
        List<Reply> replies = crowd.race(Collections.nCopies(4, () -> market.sweep()));
        int ended =
            replies.stream().map(Reply::ok).mapToInt(r -> r.getInt("leases_ended", 0)).sum();
        assertThat(ended).as("race %s", i).isOne();
      }
    }
  }

  @Test
  void sweepsAndClaimsAtOnceEndEachLeaseOnce() {
    market.makeNoOffers();
    UUID one = market.seller();
    UUID two = market.seller();
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < 100; i++) {
        market.submitted(buyer, spec("max_attempts", 1));
        SqlMarket.Held lost = market.take(one);
        market.letLeaseRunOut(lost);
        List<Reply> replies = crowd.race(List.of(() -> market.sweep(), () -> market.claim(two, 1)));
        long told = replies.stream().mapToLong(reply -> reply.told("lease_lost").size()).sum();
        assertThat(told).as("race %s", i).isOne();
        JsonObject job = market.job(buyer, lost.job());
        assertThat(job.getString("reason")).isEqualTo("seller_lost");
        assertThat(job.getInt("version")).isEqualTo(3);
      }
    }
  }
}
