package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumaris.testing.MarketSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The states of jobs and attempts, tried from every state to every state. */
class StatesSqlTest {
  private static final List<String> JOB_STATES =
      List.of("queued", "assigned", "running", "succeeded", "failed", "cancelled");
  private static final Set<String> JOB_STEPS =
      Set.of(
          "queued>assigned",
          "queued>failed",
          "queued>cancelled",
          "assigned>queued",
          "assigned>running",
          "assigned>succeeded",
          "assigned>failed",
          "assigned>cancelled",
          "running>queued",
          "running>succeeded",
          "running>failed",
          "running>cancelled");
  private static final List<String> ATTEMPT_STATES =
      List.of("assigned", "running", "succeeded", "failed", "lost", "cancelled");
  private static final Set<String> ATTEMPT_STEPS =
      Set.of(
          "assigned>running",
          "assigned>succeeded",
          "assigned>failed",
          "assigned>lost",
          "assigned>cancelled",
          "running>succeeded",
          "running>failed",
          "running>lost",
          "running>cancelled");

  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);

  @Test
  void aJobMovesOnlyAlongTheTable() {
    // Without money: a final job that is put back by hand would be settled twice, which is refused.
    UUID job = market.submitted(SqlMarket.someone(), SqlMarket.spec("budget", 0));
    List<String> allowed = new ArrayList<>();
    for (String from : JOB_STATES) {
      for (String to : JOB_STATES) {
        force("job", job, from);
        if (!from.equals(to) && moves(() -> moveJob(job, to))) {
          allowed.add(from + ">" + to);
        }
      }
    }
    assertThat(allowed).containsExactlyInAnyOrderElementsOf(JOB_STEPS);
  }

  @Test
  void aBareUpdateOfAJobIsHeldToTheSameTable() {
    // Without money: a final job that is put back by hand would be settled twice, which is refused.
    UUID job = market.submitted(SqlMarket.someone(), SqlMarket.spec("budget", 0));
    List<String> allowed = new ArrayList<>();
    for (String from : JOB_STATES) {
      for (String to : JOB_STATES) {
        force("job", job, from);
        if (!from.equals(to) && moves(() -> updateState("job", job, to))) {
          allowed.add(from + ">" + to);
        }
      }
    }
    assertThat(allowed).containsExactlyInAnyOrderElementsOf(JOB_STEPS);
  }

  @Test
  void anAttemptMovesOnlyAlongTheTable() {
    UUID attempt = anAttempt();
    List<String> allowed = new ArrayList<>();
    for (String from : ATTEMPT_STATES) {
      for (String to : ATTEMPT_STATES) {
        force("attempt", attempt, from);
        if (!from.equals(to) && moves(() -> moveAttempt(attempt, to))) {
          allowed.add(from + ">" + to);
        }
      }
    }
    assertThat(allowed).containsExactlyInAnyOrderElementsOf(ATTEMPT_STEPS);
  }

  @Test
  void aBareUpdateOfAnAttemptIsHeldToTheSameTable() {
    UUID attempt = anAttempt();
    List<String> allowed = new ArrayList<>();
    for (String from : ATTEMPT_STATES) {
      for (String to : ATTEMPT_STATES) {
        force("attempt", attempt, from);
        if (!from.equals(to) && moves(() -> updateState("attempt", attempt, to))) {
          allowed.add(from + ">" + to);
        }
      }
    }
    assertThat(allowed).containsExactlyInAnyOrderElementsOf(ATTEMPT_STEPS);
  }

  @Test
  void aStateNobodyKnowsIsRefused() {
    UUID job = market.submitted(SqlMarket.someone(), SqlMarket.spec());
    assertThatThrownBy(() -> moveJob(job, "pending"))
        .hasMessageContaining("job: a step from queued to pending is not allowed");
  }

  @Test
  void aJobBeginsQueuedAndAnAttemptAssigned() {
    market.submitted(SqlMarket.someone(), SqlMarket.spec());
    assertThatThrownBy(
            () ->
                sql.update(
                    "insert into lumaris.job (buyer_id, client_token, shape_id, spec, rank, queue_deadline, state)"
                        + " select buyer_id, 'x', shape_id, spec, rank, now(), 'running' from lumaris.job"))
        .hasMessageContaining("job: a step from new to running is not allowed");
    UUID attempt = anAttempt();
    assertThatThrownBy(
            () ->
                sql.update(
                    "insert into lumaris.attempt (job_id, number, seller_id, lease_until, state)"
                        + " select job_id, 2, seller_id, now(), 'running' from lumaris.attempt where id = ?",
                    attempt))
        .hasMessageContaining("attempt: a step from new to running is not allowed");
  }

  @Test
  void theVersionGrowsByOneWithEveryChangeAndNeverOtherwise() {
    UUID job = market.submitted(SqlMarket.someone(), SqlMarket.spec());
    assertThatThrownBy(
            () -> sql.update("update lumaris.job set version = version + 2 where id = ?", job))
        .hasMessageContaining("version");
    assertThatThrownBy(
            () -> sql.update("update lumaris.job set state = 'assigned' where id = ?", job))
        .hasMessageContaining("version");
    assertThatThrownBy(
            () -> sql.update("update lumaris.job set version = version - 1 where id = ?", job))
        .hasMessageContaining("version");
    moveJob(job, "assigned");
    assertThat(sql.number("select version from lumaris.job where id = ?", job)).isEqualTo(2);
  }

  @Test
  void aJobNeverHasTwoAttemptsUnderWay() {
    UUID attempt = anAttempt();
    assertThatThrownBy(
            () ->
                sql.update(
                    "insert into lumaris.attempt (job_id, number, seller_id, lease_until)"
                        + " select job_id, 2, gen_random_uuid(), now() from lumaris.attempt where id = ?",
                    attempt))
        .hasMessageContaining("attempt_under_way");
  }

  private UUID anAttempt() {
    market.submitted(SqlMarket.someone(), SqlMarket.spec());
    return market.take(market.seller()).attempt();
  }

  /** Puts a row into a state whatever the rules say, as only a superuser's hand could. */
  private void force(String table, UUID id, String state) {
    boolean withReason = List.of("failed", "lost", "cancelled").contains(state);
    boolean ended = withReason || state.equals("succeeded");
    sql.update("alter table lumaris." + table + " disable trigger user");
    sql.update(
        "update lumaris."
            + table
            + " set state = ?, reason = ?, ended_at = case when ? then now() end where id = ?",
        state,
        withReason ? "seller_lost" : null,
        ended,
        id);
    sql.update("alter table lumaris." + table + " enable trigger user");
  }

  private void moveJob(UUID job, String to) {
    boolean withReason = to.equals("failed") || to.equals("cancelled");
    sql.text(
        "select (lumaris.set_job_state(?, ?, ?)).state",
        job,
        to,
        withReason ? "seller_lost" : null);
  }

  private void moveAttempt(UUID attempt, String to) {
    boolean withReason = List.of("failed", "lost", "cancelled").contains(to);
    sql.text(
        "select ((lumaris.set_attempt_states(jsonb_build_array(jsonb_build_object('attempt_id', ?::uuid,"
            + " 'attempt_state', ?::text, 'attempt_reason', ?::text, 'reported', false))))[1]).state",
        attempt,
        to,
        withReason ? "seller_lost" : null);
  }

  private void updateState(String table, UUID id, String to) {
    boolean withReason = List.of("failed", "lost", "cancelled").contains(to);
    sql.update(
        "update lumaris."
            + table
            + " set state = ?, reason = ?, ended_at = case when ? then now() end"
            + (table.equals("job") ? ", version = version + 1" : "")
            + " where id = ?",
        to,
        withReason ? "seller_lost" : null,
        withReason || to.equals("succeeded"),
        id);
  }

  private static boolean moves(Runnable step) {
    try {
      step.run();
      return true;
    } catch (MarketSql.SqlRefusal refused) {
      assertThat(refused).hasMessageContaining("is not allowed");
      return false;
    }
  }
}
