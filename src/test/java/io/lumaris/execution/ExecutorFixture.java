package io.lumaris.execution;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.lumaris.job.JobSpec;
import io.lumaris.job.Outcome;
import io.lumaris.testing.RecordingListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the promises of {@link Executor} are tried with: one executor, and programs by what they do.
 */
abstract class ExecutorFixture {
  static final Duration LONG = Duration.ofMinutes(10);

  Executor executor;
  final RecordingListener listener = new RecordingListener();

  /** A fresh executor; closed after each test. */
  abstract Executor open();

  abstract JobSpec printing(String text, int exitCode);

  /** Prints "up" and then runs until it is stopped. */
  abstract JobSpec runningForEver();

  abstract JobSpec ofMissingImage();

  abstract JobSpec ofUnknownProgram();

  abstract JobSpec needingTooMuchMemory();

  /** Lets time pass for an implementation whose clock the test holds. */
  abstract void pass(Duration time);

  abstract boolean isAnythingLeft(UUID attemptId);

  @BeforeEach
  void openOne() {
    executor = open();
  }

  @AfterEach
  void closeIt() {
    executor.close();
  }

  Instant now() {
    return Instant.now();
  }

  Instant inALongTime() {
    return now().plus(LONG);
  }

  Outcome run(JobSpec spec) {
    return end(start(spec, LONG, inALongTime()));
  }

  Execution start(JobSpec spec, Duration stopAfter, Instant leaseUntil) {
    return executor.start(assignment(spec, stopAfter, leaseUntil), listener);
  }

  /** Its time limit is when it is to be stopped. */
  Execution startAndAwaitUp(Duration stopAfter, Instant leaseUntil) {
    return startAndAwaitUp((int) stopAfter.toSeconds(), stopAfter, leaseUntil);
  }

  Execution startAndAwaitUp(int timeoutS, Duration stopAfter, Instant leaseUntil) {
    JobSpec spec = runningForEver();
    JobSpec limited = spec(spec.image(), spec.command(), spec.args(), timeoutS);
    Execution execution = start(limited, stopAfter, leaseUntil);
    await().until(() -> listener.stdout().contains("up"));
    return execution;
  }

  static Outcome end(Execution execution) {
    return execution.outcome().toCompletableFuture().orTimeout(60, SECONDS).join();
  }

  static Assignment assignment(JobSpec spec, Duration stopAfter, Instant leaseUntil) {
    return new Assignment(
        UUID.randomUUID(), UUID.randomUUID(), 1, UUID.randomUUID(), spec, stopAfter, leaseUntil);
  }

  static JobSpec spec(String image, String command, List<String> args) {
    return spec(image, command, args, 600);
  }

  private static JobSpec spec(String image, String command, List<String> args, int timeoutS) {
    return JobSpec.image(image)
        .command(command)
        .args(args)
        .cpus(1.0)
        .memoryMb(64)
        .timeoutS(timeoutS)
        .build();
  }
}
