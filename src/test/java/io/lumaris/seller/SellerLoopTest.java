package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.execution.Engine;
import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.job.Phase;
import io.lumaris.job.Reason;
import io.lumaris.market.FreeCapacity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a node claims, what it starts, and what it tells while all is well. */
class SellerLoopTest extends SellerLoopFixture {
  // ── claiming ──────────────────────────────────────────────────────────────────────────────────

  @Test
  void aTurnRegistersRenewsClaimsAndStarts() {
    submit(3);

    turn();
    Counts counts = loop.runOnce();
    time.settle();

    assertThat(registrations).isEqualTo(1);
    assertThat(market.takeCalls())
        .containsExactly("seller_update", "seller_heartbeat", "job_claim");
    assertThat(executor.started()).hasSize(2);
    assertThat(counts).isEqualTo(new Counts(0, 0, 0, 0));
    assertThat(loop.status(link()).totals().claimed()).isEqualTo(2);
  }

  @Test
  void aPushIsFollowedByAClaimAtOnce() {
    turn();
    submit(1);
    market.takeCalls();

    loop.workOffered();
    time.settle();

    assertThat(market.takeCalls()).containsExactly("job_claim");
    assertThat(executor.started()).hasSize(1);
  }

  @Test
  void withoutAPushTheMarketIsAskedEveryFiveSeconds() {
    turn();
    market.takeCalls();
    submit(1);

    tick(3);
    assertThat(market.takeCalls()).doesNotContain("job_claim");
    tick(3);
    assertThat(market.takeCalls()).contains("job_claim");
    assertThat(executor.started()).hasSize(1);
  }

  @Test
  void anEndedJobsSlotIsFilledByItsOwnReport() {
    submit(3);
    turn();
    market.takeCalls();

    first().exit(0);
    time.settle();

    assertThat(market.takeCalls()).containsExactly("attempt_reports(started outcome)");
    assertThat(executor.started()).hasSize(3);
    assertThat(executor.runningCount()).isEqualTo(2);
  }

  @Test
  void noMoreRunsThanThereAreSlotsHoweverManyJobsWait() {
    executor.behave(attempt -> attempt.begin());
    List<Job> jobs = submit(40);
    turn();
    for (int i = 0; i < 40; i++) {
      assertThat(executor.runningCount()).isBetween(1, 2);
      executor.started().get(i).exit(0);
      time.settle();
    }

    assertThat(jobs).allMatch(job -> stateOf(job) == JobState.SUCCEEDED);
    assertThat(executor.started()).hasSize(40);
  }

  @Test
  void memoryLimitsHowManyRun() {
    executor.has(new Engine(4, 1000, "1.0", List.of("runc"), Optional.empty()));
    submit(4);
    tick(31);

    assertThat(executor.runningCount()).isEqualTo(1);
    assertThat(loop.status(link()).free()).isEqualTo(new FreeCapacity(3, 3, 488));
  }

  @Test
  void aPausedNodeIsThereButClaimsNothing() {
    loop = loopWith(() -> executor, settings(true));
    submit(1);
    tick(12);

    assertThat(market.takeCalls()).contains("seller_heartbeat").doesNotContain("job_claim");
    assertThat(loop.status(link()).sentence()).startsWith("Paused");
  }

  // ── reporting ─────────────────────────────────────────────────────────────────────────────────

  @Test
  void startOutputAndEndAreReportedInThisOrder() {
    Job job = submit(1).get(0);
    turn();
    market.takeCalls();
    first().print("one").print("two");
    first().exit(3);
    time.settle();

    assertThat(market.takeCalls()).containsExactly("attempt_reports(started chunks outcome)");
    assertThat(market.printedBy(first().attemptId())).isEqualTo("onetwo");
    Job ended = buyer.job(job.id());
    assertThat(ended.state()).isEqualTo(JobState.FAILED);
    assertThat(ended.reason()).isEqualTo(Reason.EXIT_CODE);
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  @Test
  void theFirstLineIsSentAtOnceAndTheNextWithin100Ms() {
    submit(1);
    turn();
    first().print("one\n");
    time.settle();
    assertThat(market.printedBy(first().attemptId())).isEqualTo("one\n");

    first().print("two\n");
    time.settle();
    assertThat(market.printedBy(first().attemptId())).isEqualTo("one\n");
    time.pass(Duration.ofMillis(100));
    assertThat(market.printedBy(first().attemptId())).isEqualTo("one\ntwo\n");
  }

  @Test
  void phasesAreToldWhenTheyChangeAndAPullsProgressOnceASecond() {
    submit(1);
    turn();
    market.takeCalls();
    for (int i = 0; i < 20; i++) {
      first().pull(i, 20);
      time.pass(Duration.ofMillis(100));
    }
    assertThat(market.takeCalls()).hasSizeBetween(2, 4).containsOnly("seller_heartbeat");
    first().begin();
    time.settle();

    assertThat(market.phasesOf(first().attemptId()))
        .containsExactly(Phase.ASSIGNED, Phase.PULLING, Phase.RUNNING);
  }

  @Test
  void aStartThatIsQuickCostsNoHeartbeat() {
    submit(1);
    turn();
    market.takeCalls();
    first().begin();
    time.pass(SECOND);

    assertThat(market.takeCalls()).containsExactly("attempt_reports(started)");
  }
}
