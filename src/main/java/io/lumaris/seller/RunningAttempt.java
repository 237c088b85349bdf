package io.lumaris.seller;

import io.lumaris.execution.Assignment;
import io.lumaris.execution.Execution;
import io.lumaris.execution.ExecutionListener;
import io.lumaris.job.AppliedProfile;
import io.lumaris.job.JobJson;
import io.lumaris.job.LogStream;
import io.lumaris.job.Outcome;
import io.lumaris.job.Phase;
import io.lumaris.job.PullProgress;
import io.lumaris.job.Reason;
import io.lumaris.job.UsageSample;
import io.lumaris.market.LeaseReport;
import io.lumaris.receipt.OutputHash;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One attempt on this node, from the claim until the market knows its end: what the executor says
 * of it goes to the reporter, what the market wants goes to the executor. Thread-safe.
 */
final class RunningAttempt implements ExecutionListener {
  private static final System.Logger LOG = System.getLogger(RunningAttempt.class.getName());

  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(1);

  /** Usually it runs before this is over, which is told by itself. */
  private static final Duration STARTING_TAKES = Duration.ofMillis(250);

  private final Assignment assignment;
  private final OutputBatcher output;
  private final AttemptReporter reporter;
  private final Workers workers;
  private final Consumer<Duration> tellPhaseWithin;
  private final OutputDigests printed;
  private final Instant claimedAt;
  private final UsageTrail usage = new UsageTrail();

  private Execution execution; // guarded by this, as all below; null until it has begun
  private Phase phase = Phase.ASSIGNED;
  private boolean untold;
  private Instant since;
  private PullProgress progress;
  private Duration leaseLasts;
  private Reason stopping;
  private boolean fetched;

  /**
   * An attempt that has not begun.
   *
   * @param printed takes the hashes of its output
   * @param tellPhaseWithin is told how soon the market should hear of a new phase or progress
   */
  RunningAttempt(
      Assignment assignment,
      OutputBatcher output,
      AttemptReporter reporter,
      OutputDigests printed,
      Workers workers,
      Consumer<Duration> tellPhaseWithin) {
    this.assignment = assignment;
    this.output = output;
    this.reporter = reporter;
    this.printed = printed;
    this.workers = workers;
    this.tellPhaseWithin = tellPhaseWithin;
    this.claimedAt = workers.now();
    this.since = claimedAt;
    this.leaseLasts = Duration.between(claimedAt, assignment.leaseUntil());
  }

  /** An earlier life of this node began it. */
  void goesOn() {
    reporter.goesOn();
  }

  /** It has begun; a stop that was asked for before is done now. */
  void runsAs(Execution begun) {
    Reason asked;
    synchronized (this) {
      execution = begun;
      asked = stopping;
    }
    if (asked != null) {
      begun.stop(asked);
    }
  }

  /** Ends the program; only the first reason counts. */
  void stop(Reason reason) {
    Execution running;
    synchronized (this) {
      if (stopping != null || phase == Phase.ENDED) {
        return;
      }
      stopping = reason;
      running = execution;
    }
    log(Level.INFO, "is to stop: " + JobJson.word(reason));
    if (running != null) {
      running.stop(reason);
    }
  }

  /** Somebody else has it: stop it and tell nothing more. */
  void drop() {
    reporter.drop(); // which has it stopped
  }

  /** The market renewed the lease for so long. */
  void renewed(Duration left) {
    Execution running;
    synchronized (this) {
      leaseLasts = left;
      running = execution;
    }
    if (running != null) {
      running.extendLease(workers.now().plus(left));
    }
  }

  /** It has ended: what is left is to report that. */
  void ended(Outcome outcome) {
    moveTo(Phase.ENDED);
    Reason why = outcome.reason() == null ? Reason.EXIT_CODE : outcome.reason();
    log(Level.INFO, outcome.succeeded() ? "succeeded" : "ended: " + JobJson.word(why));
    OutputHash stdout = outcome.exitCode() == null ? null : printed.of(LogStream.STDOUT);
    reporter.ended(stdout == null ? outcome : outcome.withStdoutSha256(stdout.sha256()));
  }

  @Override
  public void pulling(PullProgress soFar) {
    boolean first;
    synchronized (this) {
      first = phase == Phase.ASSIGNED;
      progress = soFar;
      untold = true;
    }
    moveTo(Phase.PULLING);
    tellPhaseWithin.accept(first ? Duration.ZERO : PROGRESS_EVERY);
  }

  @Override
  public void starting() {
    boolean pulled;
    synchronized (this) {
      pulled = phase == Phase.PULLING;
      fetched |= pulled;
      progress = null;
      untold = true;
    }
    moveTo(Phase.STARTING);
    tellPhaseWithin.accept(pulled ? Duration.ZERO : STARTING_TAKES);
  }

  @Override
  public void started(Instant at, String imageDigest, AppliedProfile profile) {
    moveTo(Phase.RUNNING);
    log(Level.INFO, "runs");
    reporter.started(imageDigest, profile);
  }

  @Override
  public void output(LogStream stream, byte[] bytes) {
    printed.add(stream, bytes);
    output.add(stream, bytes, workers.now());
    reporter.poke();
  }

  @Override
  public void sampled(UsageSample sample) {
    usage.add(sample);
  }

  /** How it fared lately. */
  UsageTrail usage() {
    return usage;
  }

  /** The lease to renew, with the phase and the progress, which count as told. */
  synchronized LeaseReport leaseReport() {
    untold = false;
    return new LeaseReport(assignment.attemptId(), assignment.leaseToken(), phase, progress);
  }

  /** Whether the market learns of the phase by a heartbeat only and has not yet. */
  synchronized boolean hasPhaseToTell() {
    return untold && (phase == Phase.PULLING || phase == Phase.STARTING);
  }

  /** Whether its image had to be fetched, and was. */
  synchronized boolean hasFetched() {
    return fetched;
  }

  synchronized boolean hasEnded() {
    return phase == Phase.ENDED;
  }

  OutputDigests printed() {
    return printed;
  }

  boolean isReported() {
    return reporter.isOver();
  }

  void retryNow() {
    reporter.retryNow();
  }

  UUID id() {
    return assignment.attemptId();
  }

  /** How long the lease lasted when it was last renewed. */
  synchronized Duration leaseLasts() {
    return leaseLasts;
  }

  Instant claimedAt() {
    return claimedAt;
  }

  Assignment assignment() {
    return assignment;
  }

  synchronized NodeStatus.Running status() {
    return NodeStatus.Running.of(assignment, phase, since, progress, usage.all());
  }

  void log(Level level, String sentence) {
    String ids = "[job=%s attempt=%s]".formatted(assignment.jobId(), assignment.attemptId());
    LOG.log(level, "Attempt {0}: {1} {2}", assignment.number(), sentence, ids);
  }

  private synchronized void moveTo(Phase next) {
    if (phase.compareTo(next) < 0) {
      phase = next;
      since = workers.now();
    }
  }
}
