package io.lumaris.market;

import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Results from clients of the first LUMARIS, which know no leases. */
class FirstLumarisSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();

  @Test
  void aResultForAWaitingJobRunsItsWholeLife() {
    market.submit(buyer, "job-1", spec()).ok();
    UUID seller = market.seller();
    Reply reply = result(seller, "job-1", 3);
    assertThat(reply.ok().toString()).isEqualTo("{\"job_id\":\"job-1\",\"status\":\"failed\"}");
    UUID id = UUID.fromString(sql.text("select id::text from lumaris.job"));
    JsonObject job = market.job(buyer, id);
    assertThat(job.getInt("exit_code")).isEqualTo(3);
    assertThat(job.getJsonArray("attempts").getJsonObject(0).getString("seller_id"))
        .isEqualTo(seller.toString());
    assertThat(
            sql.text(
                "select string_agg(stream || ':' || text, ' ' order by seq) from lumaris.job_log"))
        .isEqualTo("stdout:out stderr:err");
  }

  @Test
  void aResultForAClaimedJobEndsThatAttempt() {
    market.submit(buyer, "job-1", spec()).ok();
    UUID seller = market.seller();
    market.take(seller);
    assertThat(result(seller, "job-1", 0).ok().getString("status")).isEqualTo("succeeded");
    assertThat(sql.number("select count(*) from lumaris.attempt")).isOne();
  }

  @Test
  void aRepeatedResultHasTheSameAnswer() {
    market.submit(buyer, "job-1", spec()).ok();
    UUID seller = market.seller();
    JsonObject first = result(seller, "job-1", 0).ok();
    assertThat(result(seller, "job-1", 0).ok()).isEqualTo(first);
    assertThat(sql.number("select count(*) from lumaris.job_log")).isEqualTo(2);
  }

  @Test
  void aResultForAnothersAttemptOrAnUnknownJobIsRefused() {
    market.submit(buyer, "job-1", spec()).ok();
    market.take(market.seller());
    UUID thief = market.seller();
    assertThat(result(thief, "job-1", 0).reason()).isEqualTo("attempt_not_found");
    assertThat(result(thief, "job-2", 0).reason()).isEqualTo("attempt_not_found");
    assertThat(result(someone(), "job-1", 0).reason()).isEqualTo("not_a_seller");
  }

  @Test
  void aJobThatDoesNotFitTheSellerIsNotTaken() {
    market.submit(buyer, "job-1", spec("cpus", 8)).ok();
    assertThat(result(market.seller(SqlMarket.free(1, 1, 1024)), "job-1", 0).reason())
        .isEqualTo("attempt_not_found");
  }

  @Test
  void whoMayHaveNoJobsCannotTakeOneByItsResult() {
    market.submit(buyer, "job-1", spec()).ok();
    UUID seller = market.seller();
    sql.update("update lumaris.seller set disagreed = 5 where id = ?", seller);
    assertThat(result(seller, "job-1", 0).reason()).isEqualTo("attempt_not_found");
    sql.update("update lumaris.seller set disagreed = 0, filters = '{\"max_cpus\": 0.5}'");
    assertThat(result(seller, "job-1", 0).reason()).isEqualTo("attempt_not_found");
  }

  @Test
  void aResultOfAnUnknownJobReadsNoOtherJobs() {
    UUID seller = market.seller();
    sql.update(
        "insert into lumaris.job (buyer_id, client_token, shape_id, spec, rank, queue_deadline)"
            + " select gen_random_uuid(), i::text, 1, ?::jsonb, i, now() + interval '1 hour'"
            + " from generate_series(1, 5000) i",
        spec().toString());
    String unknown = "submit_job_result('%s', '{\"job_id\": \"%s\", \"exit_code\": 0}')";
    long rows =
        sql.number(
            "with called as materialized (select lumaris."
                + unknown.formatted(seller, someone())
                + ") select seq_tup_read + coalesce(idx_tup_fetch, 0)"
                + " from called cross join lateral (select * from pg_stat_xact_user_tables"
                + " where schemaname = 'lumaris' and relname = 'job' offset 0) s");
    assertThat(rows).isLessThan(100);
  }

  private Reply result(UUID seller, String jobId, int exitCode) {
    JsonObject result =
        Json.createObjectBuilder()
            .add("job_id", jobId)
            .add("buyer_id", buyer.toString())
            .add("output", "out")
            .add("error", "err")
            .add("exit_code", exitCode)
            .build();
    return sql.call("submit_job_result(?, ?::jsonb)", seller, result.toString());
  }
}
