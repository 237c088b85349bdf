package io.lumaris.market;

import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CancelSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();

  @Test
  void aWaitingJobIsFinalAtOnce() {
    UUID job = market.submitted(buyer, spec());
    Reply reply = market.cancel(buyer, job);
    assertThat(reply.ok().getBoolean("changed")).isTrue();
    assertThat(reply.job().getString("state")).isEqualTo("cancelled");
    assertThat(reply.job().getString("reason")).isEqualTo("cancelled_by_buyer");
    assertThat(reply.job()).containsKeys("cancel_requested_at", "ended_at");
    assertThat(SqlMarket.claims(market.claim(market.seller(), 1))).isEmpty();
  }

  @Test
  void aRunningJobIsFinalAtOnceAndItsSellerIsToldToStop() {
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(market.seller());
    market.start(held).ok();
    Reply reply = market.cancel(buyer, held.job());
    assertThat(reply.job().getString("state")).isEqualTo("cancelled");
    assertThat(reply.told("cancel")).containsExactly("100/" + held.seller());
    JsonObject hint = reply.said(0);
    assertThat(hint.getString("attempt_id")).isEqualTo(held.attempt().toString());
    assertThat(hint.getString("job_id")).isEqualTo(held.job().toString());
    assertThat(market.finish(held, SqlMarket.exit(0)).reason()).isEqualTo("lease_lost");
    assertThat(market.finish(held, SqlMarket.outcome("cancelled_by_buyer")).reason())
        .isEqualTo("lease_lost");
  }

  @Test
  void aFinalJobIsAnsweredUnchanged() {
    UUID job = market.submitted(buyer, spec());
    JsonObject cancelled = market.cancel(buyer, job).job();
    Reply again = market.cancel(buyer, job);
    assertThat(again.ok().getBoolean("changed")).isFalse();
    assertThat(again.job()).isEqualTo(cancelled);
    assertThat(again.hints()).isEmpty();
  }

  @Test
  void somebodyElsesJobIsNotFoundByAnyCommand() {
    UUID job = market.submitted(someone(), spec());
    assertThat(market.cancel(buyer, job).reason()).isEqualTo("job_not_found");
    assertThat(sql.call("job_get(?, ?)", buyer, job).reason()).isEqualTo("job_not_found");
    assertThat(sql.call("job_delete(?, ?)", buyer, job).reason()).isEqualTo("job_not_found");
    assertThat(sql.call("job_get(?, ?)", buyer, UUID.randomUUID()).code()).isEqualTo(5);
    assertThat(sql.text("select state from lumaris.job")).isEqualTo("queued");
  }

  @Test
  void onlyAFinalJobIsDeletedAndItGoesWithItsOutput() {
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(market.seller());
    sql.update("insert into lumaris.job_log values (?, 10000001, 1, 'stdout', 'x')", held.job());
    Reply early = sql.call("job_delete(?, ?)", buyer, held.job());
    assertThat(early.code()).isEqualTo(9);
    assertThat(early.message())
        .isEqualTo("not_final: the job is assigned; cancel it before deleting it");
    market.cancel(buyer, held.job()).ok();
    assertThat(sql.call("job_delete(?, ?)", buyer, held.job()).ok().getBoolean("deleted")).isTrue();
    assertThat(sql.call("job_get(?, ?)", buyer, held.job()).reason()).isEqualTo("job_not_found");
    assertThat(sql.number("select count(*) from lumaris.job_log")).isZero();
    assertThat(sql.number("select count(*) from lumaris.attempt")).isZero();
  }
}
