package io.lumaris.seller;

import static io.lumaris.testing.Reports.printed;
import static io.lumaris.testing.Reports.started;
import static io.lumaris.testing.Reports.tell;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.execution.Assignment;
import io.lumaris.execution.EngineUnavailableException;
import io.lumaris.execution.Executor;
import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.job.Reason;
import io.lumaris.market.Claim;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.SellerOffer;
import io.lumaris.testing.ScriptedExecution;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A node without its market or its engine, at its end, and in its next life. */
class SellerOutagesTest extends SellerLoopFixture {
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
  void aTickThatFindsNoThreadDoesNotFailAndTheNextOneWorks() {
    time.exhausted(true);
    loop.wake(); // what it threw would end the container's timer
    time.exhausted(false);

    submit(1);
    tick(6);
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
    market.update(new SellerOffer(2, 4096, 2, List.of("runc"), "1.0", "open", null, null, null));
    Claim claim = market.claim(new FreeCapacity(2, 2, 4096), 1).claims().get(0);
    tell(market, started(claim.lease(), ScriptedExecution.DIGEST));
    tell(market, printed(claim.lease(), chunk(1, "before ")));
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
}
