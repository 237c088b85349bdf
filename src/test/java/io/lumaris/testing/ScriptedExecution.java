package io.lumaris.testing;

import io.lumaris.execution.Assignment;
import io.lumaris.execution.Execution;
import io.lumaris.execution.ExecutionListener;
import io.lumaris.execution.GuardedListener;
import io.lumaris.job.AppliedProfile;
import io.lumaris.job.LogStream;
import io.lumaris.job.Outcome;
import io.lumaris.job.PullProgress;
import io.lumaris.job.Reason;
import io.lumaris.job.Usage;
import io.lumaris.job.UsageSample;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An attempt that does exactly what the test says, when the test says it: pulls, starts, prints,
 * ends. Every call happens on the caller's thread; a stop, a deadline or a lease's end ends it as
 * they would a real one.
 */
public final class ScriptedExecution implements Execution {
  public static final String DIGEST = "sha256:" + "ab".repeat(32);
  private static final int KILLED = 137;

  private final ScriptedExecutor executor;
  private final Assignment assignment;
  private final ExecutionListener listener;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final CompletableFuture<Void> cleared = new CompletableFuture<>();
  private Instant leaseUntil;
  private Instant startedAt;
  private long printed;
  private volatile Reason stopReason;

  ScriptedExecution(ScriptedExecutor executor, Assignment assignment, ExecutionListener listener) {
    this.executor = executor;
    this.assignment = assignment;
    this.listener = new GuardedListener(listener);
    this.leaseUntil = assignment.leaseUntil();
  }

  public Assignment assignment() {
    return assignment;
  }

  /** The image is being fetched. */
  public synchronized ScriptedExecution pull(long doneBytes, long totalBytes) {
    requireGoingOn();
    listener.pulling(new PullProgress(doneBytes, totalBytes));
    return this;
  }

  /** The container is made and the program starts. */
  public synchronized ScriptedExecution begin() {
    requireGoingOn();
    if (startedAt == null) {
      listener.starting();
      startedAt = executor.now();
      listener.started(startedAt, DIGEST, profile());
    }
    return this;
  }

  /** Prints on stdout, after beginning if it has not begun. */
  public ScriptedExecution print(String text) {
    return print(LogStream.STDOUT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Prints raw bytes, after beginning if it has not begun. */
  public synchronized ScriptedExecution print(LogStream stream, byte[] bytes) {
    begin();
    printed += bytes.length;
    listener.output(stream, bytes);
    return this;
  }

  /** The program has fared so. */
  public synchronized ScriptedExecution fare(UsageSample sample) {
    begin();
    listener.sampled(sample);
    return this;
  }

  /** The program ends by itself, after beginning if it has not begun. */
  public synchronized void exit(int code) {
    begin();
    end(ran(code == 0 ? null : Reason.EXIT_CODE, code));
  }

  /** The attempt ends for another reason: before its program ran, or as the program's end. */
  public synchronized void fail(Reason reason, String detail) {
    requireGoingOn();
    end(startedAt == null ? Outcome.neverRan(reason, detail) : ran(reason, KILLED));
  }

  public boolean isOver() {
    return outcome.isDone();
  }

  /** Why it was stopped from outside, null while it was not. */
  public Reason stopReason() {
    return stopReason;
  }

  public synchronized Instant leaseUntil() {
    return leaseUntil;
  }

  @Override
  public UUID attemptId() {
    return assignment.attemptId();
  }

  @Override
  public CompletionStage<Outcome> outcome() {
    return outcome.minimalCompletionStage();
  }

  @Override
  public CompletionStage<Void> cleared() {
    return cleared.minimalCompletionStage();
  }

  @Override
  public synchronized void stop(Reason reason) {
    if (!isOver()) {
      stopReason = reason;
      end(startedAt == null ? Outcome.neverRan(reason, null) : ran(reason, KILLED));
    }
  }

  @Override
  public synchronized void extendLease(Instant until) {
    leaseUntil = until;
  }

  /** The executor's clock has moved on. */
  synchronized void tick(Instant now) {
    if (!now.isBefore(leaseUntil)) {
      stop(Reason.SELLER_LOST);
    } else if (startedAt != null && !now.isBefore(startedAt.plus(assignment.stopAfter()))) {
      stop(assignment.reasonAtEnd());
    }
  }

  private void end(Outcome end) {
    executor.forget(this);
    outcome.complete(end);
    cleared.complete(null);
  }

  private Outcome ran(Reason reason, int exitCode) {
    long runMs = Duration.between(startedAt, executor.now()).toMillis();
    Usage usage = Usage.of(runMs, null, null, printed);
    return new Outcome(
        reason, exitCode, null, startedAt, runMs, DIGEST, profile(), usage, null, null);
  }

  private void requireGoingOn() {
    if (isOver()) {
      throw new IllegalStateException("The attempt " + attemptId() + " is over");
    }
  }

  private AppliedProfile profile() {
    long memory = assignment.spec().memoryMb() * 1024L * 1024;
    return new AppliedProfile(
        "runc",
        "none",
        memory,
        memory,
        assignment.spec().cpus(),
        128L,
        true,
        Map.of("/tmp", "rw,noexec,nosuid,nodev,size=64m"),
        List.of("ALL"),
        List.of(),
        true,
        "default",
        "65534:65534",
        Map.of("nofile", 1024L, "core", 0L),
        true,
        "no",
        0,
        DIGEST);
  }
}
