package io.lumaris.execution;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lumaris.job.AppliedProfile;
import io.lumaris.job.LogStream;
import io.lumaris.job.Outcome;
import io.lumaris.job.PullProgress;
import io.lumaris.job.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The promises of {@link Executor}; every implementation passes all of it. */
abstract class ExecutorContract extends ExecutorFixture {

  @Test
  void aProgramThatEndsWithZeroSucceeds() {
    Outcome outcome = run(printing("hello", 0));

    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.reason()).isNull();
    assertThat(outcome.startedAt()).isNotNull();
    assertThat(outcome.runMs()).isNotNegative();
    assertThat(outcome.usage().outputBytes()).isEqualTo(5);
    assertThat(outcome.imageDigest()).startsWith("sha256:").isEqualTo(listener.digest());
    assertThat(outcome.profile()).isEqualTo(listener.profile()).isNotNull();
  }

  @Test
  void theProgramsExitCodeIsReported() {
    Outcome outcome = run(printing("", 42));

    assertThat(outcome.reason()).isEqualTo(Reason.EXIT_CODE);
    assertThat(outcome.exitCode()).isEqualTo(42);
  }

  @Test
  void aProgramThatEndsWith137ByItselfWasNotKilled() {
    Outcome outcome = run(printing("", 137));

    assertThat(outcome.reason()).isEqualTo(Reason.EXIT_CODE);
    assertThat(outcome.exitCode()).isEqualTo(137);
  }

  @Test
  void aProgramKilledAtItsMemoryLimitRanOutOfMemory() {
    assertThat(run(needingTooMuchMemory()).reason()).isEqualTo(Reason.OUT_OF_MEMORY);
  }

  @RepeatedTest(10)
  void allOutputIsThereBeforeTheOutcome() {
    String text = "x".repeat(100_000) + "end";

    AtomicInteger seenAtEnd = new AtomicInteger();
    Execution execution = start(printing(text, 0), LONG, inALongTime());
    execution.outcome().thenRun(() -> seenAtEnd.set(listener.stdout().length()));
    end(execution);

    await().untilAtomic(seenAtEnd, org.hamcrest.Matchers.equalTo(text.length()));
    assertThat(listener.stdout()).isEqualTo(text);
  }

  @Test
  void theLifeIsToldInOrder() {
    run(printing("hello", 0));

    assertThat(listener.events()).startsWith("starting", "started", "output");
    assertThat(listener.events()).filteredOn("started"::equals).hasSize(1);
  }

  @Test
  void aStoppedProgramEndsWithTheReasonItWasStoppedFor() {
    Execution execution = startAndAwaitUp(LONG, inALongTime());

    execution.stop(Reason.CANCELLED_BY_BUYER);
    execution.stop(Reason.SELLER_QUIT);

    assertThat(end(execution).reason()).isEqualTo(Reason.CANCELLED_BY_BUYER);
  }

  @Test
  void stoppingAfterTheEndChangesNothing() {
    Execution execution = start(printing("", 0), LONG, inALongTime());
    Outcome before = end(execution);

    execution.stop(Reason.CANCELLED_BY_BUYER);

    assertThat(end(execution)).isEqualTo(before);
    assertThat(before.succeeded()).isTrue();
  }

  @RepeatedTest(10)
  void stoppingAtAnyMomentEndsItOnce() {
    AtomicInteger ends = new AtomicInteger();
    Execution execution = start(runningForEver(), LONG, inALongTime());
    execution.outcome().thenRun(ends::incrementAndGet);

    IntStream.range(0, 8).parallel().forEach(i -> execution.stop(Reason.CANCELLED_BY_BUYER));

    assertThat(end(execution).reason()).isEqualTo(Reason.CANCELLED_BY_BUYER);
    await().untilAtomic(ends, org.hamcrest.Matchers.equalTo(1));
  }

  @Test
  void aProgramIsStoppedWhenItsTimeIsUp() {
    Execution execution = startAndAwaitUp(Duration.ofSeconds(1), inALongTime());

    pass(Duration.ofSeconds(1));

    Outcome outcome = end(execution);
    assertThat(outcome.reason()).isEqualTo(Reason.RUN_TIMEOUT);
    assertThat(outcome.runMs()).isBetween(1000L, 3000L);
  }

  @Test
  void aProgramIsStoppedWhenWhatItsBudgetPaysForIsUsedUp() {
    Execution execution = startAndAwaitUp(600, Duration.ofSeconds(1), inALongTime());

    pass(Duration.ofSeconds(1));

    assertThat(end(execution).reason()).isEqualTo(Reason.BUDGET_REACHED);
  }

  @Test
  void aProgramIsStoppedWhenItsLeaseEnds() {
    Execution execution = startAndAwaitUp(LONG, now().plusSeconds(2));

    pass(Duration.ofSeconds(2));

    assertThat(end(execution).reason()).isEqualTo(Reason.SELLER_LOST);
  }

  @Test
  void aRenewedLeaseLetsTheProgramGoOn() {
    Execution execution = startAndAwaitUp(Duration.ofSeconds(4), now().plusSeconds(2));

    execution.extendLease(inALongTime());
    pass(Duration.ofSeconds(4));

    assertThat(end(execution).reason()).isEqualTo(Reason.RUN_TIMEOUT);
  }

  @Test
  void anImageThatIsNotThereEndsTheAttemptWithASentence() {
    Outcome outcome = run(ofMissingImage());

    assertThat(outcome.reason()).isEqualTo(Reason.IMAGE_NOT_FOUND);
    assertThat(outcome.detail()).contains(ofMissingImage().image()).endsWith(".");
    assertThat(outcome.startedAt()).isNull();
    assertThat(listener.isStarted()).isFalse();
  }

  @Test
  void aProgramThatIsNotInTheImageIsNotAFailureOfTheProgram() {
    Outcome outcome = run(ofUnknownProgram());

    assertThat(outcome.reason()).isEqualTo(Reason.COMMAND_NOT_FOUND);
    assertThat(outcome.detail()).endsWith(".");
  }

  @Test
  void anAttemptThatRunsCannotBeStartedTwice() {
    Assignment assignment = assignment(runningForEver(), LONG, inALongTime());
    executor.start(assignment, listener);

    assertThatThrownBy(() -> executor.start(assignment, listener))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(assignment.attemptId().toString());
  }

  @Test
  void aListenerThatFailsDoesNotEndTheProgram() {
    Execution execution =
        executor.start(assignment(printing("x", 0), LONG, inALongTime()), new FailingListener());

    assertThat(end(execution).succeeded()).isTrue();
  }

  @RepeatedTest(5)
  void nothingIsLeftWhenItIsCleared() {
    Execution execution = start(printing("x", 3), LONG, inALongTime());
    execution.cleared().toCompletableFuture().orTimeout(30, SECONDS).join();

    assertThat(execution.outcome().toCompletableFuture()).isCompleted();
    assertThat(isAnythingLeft(execution.attemptId())).isFalse();
  }

  @Test
  void closingStopsWhatRunsAndLeavesNothing() {
    Execution execution = startAndAwaitUp(LONG, inALongTime());

    executor.close();

    assertThat(end(execution).reason()).isEqualTo(Reason.SELLER_QUIT);
    assertThat(isAnythingLeft(execution.attemptId())).isFalse();
  }

  @Test
  void theEngineSaysWhatItHas() {
    Engine engine = executor.engine();

    assertThat(engine.cpus()).isPositive();
    assertThat(engine.memoryMb()).isPositive();
    assertThat(engine.version()).isNotBlank();
    assertThat(engine.runtimes()).contains("runc");
  }

  private static final class FailingListener implements ExecutionListener {
    @Override
    public void pulling(PullProgress progress) {
      throw new IllegalStateException("pulling");
    }

    @Override
    public void starting() {
      throw new IllegalStateException("starting");
    }

    @Override
    public void started(Instant at, String imageDigest, AppliedProfile profile) {
      throw new IllegalStateException("started");
    }

    @Override
    public void output(LogStream stream, byte[] bytes) {
      throw new IllegalStateException("output");
    }
  }
}
