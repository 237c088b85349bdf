package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.execution.Assignment;
import io.lumaris.execution.Engine;
import io.lumaris.execution.EngineUnavailableException;
import io.lumaris.execution.Executor;
import io.lumaris.job.AttemptState;
import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.job.JobState;
import io.lumaris.job.Phase;
import io.lumaris.job.Reason;
import io.lumaris.market.Claim;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.MarketException;
import io.lumaris.market.SellerOffer;
import io.lumaris.testing.InMemoryMarket;
import io.lumaris.testing.ScriptedExecution;
import io.lumaris.testing.ScriptedExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SellerLoopTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final JobSpec SPEC = JobSpec.shell("lumaris/busybox", "true");

  private final HandDrivenWorkers time = new HandDrivenWorkers();
  private final InMemoryMarket buyer = InMemoryMarket.open(time);
  private final InMemoryMarket market = buyer.otherAccount();
  private final ScriptedExecutor executor =
      new ScriptedExecutor().has(new Engine(2, 4096, "1.0", List.of("runc")));
  private SellerLoop loop = loopWith(() -> executor, settings(false));
  private int registrations;

  @BeforeEach
  void engineIsThere() {
    time.settle();
  }

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

    assertThat(market.takeCalls()).containsExactly("attempt_started", "attempt_finished");
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
    executor.has(new Engine(4, 1000, "1.0", List.of("runc")));
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

    assertThat(market.takeCalls())
        .containsExactly("attempt_started", "attempt_logs", "attempt_finished");
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

    assertThat(market.takeCalls()).containsExactly("attempt_started");
  }

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

    assertThat(market.takeCalls()).endsWith("attempt_finished", "attempt_finished");
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
    assertThat(market.takeCalls()).doesNotContain("attempt_finished");
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

  // ── what goes wrong ───────────────────────────────────────────────────────────────────────────

  @Test
  void aMarketThatIsAwayAtTheStartIsTriedAgainAndAgain() {
    market.away();
    tick(30);
    assertThat(loop.status(link()).connected()).isFalse();
    assertThat(loop.status(link()).sentence()).isEqualTo("Nobody answers.");
    assertThat(market.takeCalls()).hasSizeBetween(5, 20);

    market.back();
    submit(1);
    tick(6);
    assertThat(loop.status(link()).connected()).isTrue();
    assertThat(executor.started()).hasSize(1);
  }

  @Test
  void anEngineThatIsDownAtTheStartIsTriedAgainAndAgain() {
    Supplier<Executor> down =
        () -> {
          if (time.nanos() < Duration.ofSeconds(20).toNanos()) {
            throw new EngineUnavailableException("Docker does not answer: start it.", null);
          }
          return executor;
        };
    loop = loopWith(down, settings(false));
    submit(1);
    tick(10);
    assertThat(loop.status(link()).sentence()).isEqualTo("Docker does not answer: start it.");
    assertThat(market.takeCalls()).isEmpty();

    tick(17);
    assertThat(executor.started()).hasSize(1);
  }

  @Test
  void anEngineThatGoesDownTakesNoMoreJobsUntilItIsBack() {
    submit(2);
    turn();
    executor.unavailable("Docker does not answer: start it.");
    first().fail(Reason.SELLER_ERROR, "The container engine failed.");
    submit(3);
    tick(12);
    assertThat(executor.started()).hasSize(2);
    assertThat(loop.status(link()).sentence()).isEqualTo("Docker does not answer: start it.");

    executor.unavailable(null);
    tick(8);
    assertThat(executor.started()).hasSizeGreaterThan(2);
  }

  @Test
  void aMarketThatForgotTheSellerIsToldAgain() {
    turn();
    market.forgetSellers();
    submit(1);
    tick(8);

    assertThat(registrations).isEqualTo(2);
    assertThat(executor.started()).hasSize(1);
  }

  @Test
  void anAttemptThatCannotBeStartedIsGivenBackAtOnce() {
    Job job = submit(1).get(0);
    executor.behave(
        attempt -> {
          throw new IllegalStateException("no");
        });
    turn();

    assertThat(buyer.job(job.id()).attempts().get(0).reason()).isEqualTo(Reason.SELLER_ERROR);
    assertThat(stateOf(job)).isEqualTo(JobState.QUEUED);
  }

  // ── shutdown and restart ──────────────────────────────────────────────────────────────────────

  @Test
  void aDrainHandsBackWhatRunsAndTakesNothingNew() {
    List<Job> jobs = submit(3);
    turn();
    first().begin();
    loop.drain();
    tick(3);

    assertThat(executor.runningCount()).isZero();
    assertThat(executor.started()).hasSize(2);
    assertThat(jobs).allMatch(job -> stateOf(job) == JobState.QUEUED);
    assertThat(buyer.job(jobs.get(0).id()).attempts().get(0).reason())
        .isEqualTo(Reason.SELLER_QUIT);
    assertThat(loop.status(link()).state()).isEqualTo("draining");
  }

  @Test
  void anAttemptThatAnEarlierLifeLeftRunningGoesOn() {
    Job job = submit(1).get(0);
    market.update(new SellerOffer(2, 4096, 2, List.of("runc"), "1.0", "open", null));
    Claim claim = market.claim(new FreeCapacity(2, 2, 4096), 1).claims().get(0);
    market.started(claim.lease(), ScriptedExecution.DIGEST, null);
    market.logs(claim.lease(), chunk(1, "before "));
    executor.leaveBehind(
        new Assignment(
            claim.attemptId(), job.id(), 1, claim.leaseToken(), job.spec(), SECOND, farAway()));
    loop = loopWith(() -> executor, settings(false));
    tick(40);
    first().print("after");
    first().exit(0);
    time.settle();

    assertThat(stateOf(job)).isEqualTo(JobState.SUCCEEDED);
    assertThat(market.printedBy(claim.attemptId())).isEqualTo("before after");
    assertThat(buyer.job(job.id()).attempts()).hasSize(1);
  }

  private SellerLoop loopWith(Supplier<Executor> engines, SellerSettings settings) {
    return new SellerLoop(market, engines, settings, time, () -> registrations++);
  }

  private static SellerSettings settings(boolean paused) {
    return new SellerSettings(
        Optional.empty(), Optional.empty(), Optional.empty(), Path.of("unused"), paused);
  }

  private List<Job> submit(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> buyer.submit(UUID.randomUUID().toString(), SPEC).job())
        .toList();
  }

  /** Finds engine and market, and does all that follows from that. */
  private void turn() {
    loop.wake();
    time.settle();
  }

  /** So many seconds pass, each with the timer's tick. */
  private void tick(int seconds) {
    for (int i = 0; i < seconds; i++) {
      loop.wake();
      time.pass(SECOND);
    }
  }

  private ScriptedExecution first() {
    return executor.started().get(0);
  }

  private JobState stateOf(Job job) {
    return buyer.job(job.id()).state();
  }

  private java.time.Instant farAway() {
    return executor.now().plusSeconds(600);
  }

  private List<io.lumaris.job.LogChunk> chunk(long seq, String text) {
    return List.of(
        new io.lumaris.job.LogChunk(seq, null, time.now(), io.lumaris.job.LogStream.STDOUT, text));
  }

  private static NodeStatus.Link link() {
    return new NodeStatus.Link("http://127.0.0.1:7350", true);
  }
}
