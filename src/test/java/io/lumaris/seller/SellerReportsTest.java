package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.AttemptState;
import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.job.Reason;
import io.lumaris.market.MarketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a node tells the market when answers, pushes or leases get lost. */
class SellerReportsTest extends SellerLoopFixture {
  @Test
  void anEndIsReportedOnceTheMarketIsBack() {
    Job job = submit(1).get(0);
    turn();
    first().print("hello");
    time.settle();
    market.away();
    first().print(" world");
    first().exit(0);
    time.pass(Duration.ofSeconds(20));
    assertThat(stateOf(job)).isEqualTo(JobState.RUNNING);

    market.back();
    time.pass(Duration.ofSeconds(6));

    assertThat(stateOf(job)).isEqualTo(JobState.SUCCEEDED);
    assertThat(market.printedBy(first().attemptId())).isEqualTo("hello world");
  }

  @Test
  void aReconnectEndsTheWaitAtOnce() {
    Job job = submit(1).get(0);
    turn();
    first().begin();
    time.settle();
    market.away();
    first().exit(0);
    time.pass(Duration.ofSeconds(8));

    market.back();
    loop.lookAgain();
    time.settle();

    assertThat(stateOf(job)).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void reportsWhoseAnswersGotLostAreRepeatedAndCountOnce() {
    Job job = submit(1).get(0);
    turn();
    market.loseAnswers(3);
    first().print("once\n");
    first().exit(0);
    time.pass(Duration.ofSeconds(10));

    assertThat(market.printedBy(first().attemptId())).isEqualTo("once\n");
    assertThat(stateOf(job)).isEqualTo(JobState.SUCCEEDED);
    assertThat(buyer.job(job.id()).attempts()).hasSize(1);
  }

  @Test
  void anEndTheMarketWillNeverTakeIsReportedInTheBarestForm() {
    submit(1);
    turn();
    first().begin();
    time.settle();
    market.fail(new MarketException("invalid_request", "outcome", "too long", false, null));
    first().exit(0);
    time.settle();

    assertThat(market.takeCalls()).endsWith("attempt_reports(outcome)", "attempt_reports(outcome)");
    assertThat(loop.status(link()).running()).isEmpty();
  }

  // ── leases ────────────────────────────────────────────────────────────────────────────────────

  @Test
  void leasesAreRenewedEveryTenSecondsByTheLocalClock() {
    submit(1);
    turn();
    first().begin();
    tick(95);

    assertThat(market.stateOf(first().attemptId())).isEqualTo(AttemptState.RUNNING);
    assertThat(Duration.between(time.now(), first().leaseUntil()))
        .isGreaterThan(SECOND.multipliedBy(19));
  }

  @Test
  void aCancelledJobIsStoppedAtOnceByThePush() {
    Job job = submit(1).get(0);
    turn();
    first().begin();
    buyer.cancel(job.id());

    loop.cancel(first().attemptId());
    time.settle();

    assertThat(first().stopReason()).isEqualTo(Reason.CANCELLED_BY_BUYER);
    assertThat(stateOf(job)).isEqualTo(JobState.CANCELLED);
    assertThat(loop.status(link()).running()).isEmpty();
  }

  @Test
  void aCancelWhosePushGotLostIsLearnedFromTheHeartbeat() {
    Job job = submit(1).get(0);
    turn();
    first().begin();
    time.settle();
    buyer.cancel(job.id());
    tick(11);

    assertThat(first().stopReason()).isEqualTo(Reason.CANCELLED_BY_BUYER);
  }

  @Test
  void aLostLeaseStopsTheProgramAndNothingMoreIsReported() {
    submit(1);
    turn();
    first().begin();
    time.settle();
    market.takeCalls();

    loop.leaseLost(first().attemptId());
    time.settle();

    assertThat(first().isOver()).isTrue();
    assertThat(market.takeCalls()).noneMatch(call -> call.contains("outcome"));
    assertThat(loop.status(link()).running()).isEmpty();
  }

  @Test
  void aLeaseThatRanOutWhileTheMarketWasAwayIsGivenUp() {
    submit(1);
    turn();
    first().begin();
    time.settle();
    market.away();
    tick(31);
    executor.advance(Duration.ofSeconds(31));
    buyer.jobs(new io.lumaris.market.JobQuery(null, null, null, null, null)); // the market's sweep
    market.back();
    tick(7);

    assertThat(first().isOver()).isTrue();
    assertThat(market.stateOf(first().attemptId())).isEqualTo(AttemptState.LOST);
    assertThat(loop.status(link()).running()).isEmpty();
  }

  @Test
  void aFreedSlotOfALostAttemptIsClaimedForAtOnce() {
    submit(3);
    turn();
    loop.leaseLost(first().attemptId());
    time.settle();

    assertThat(executor.runningCount()).isEqualTo(2);
    assertThat(executor.started()).hasSize(3);
  }
}
