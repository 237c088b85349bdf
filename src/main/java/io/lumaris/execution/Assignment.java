package io.lumaris.execution;

import io.lumaris.job.JobSpec;
import io.lumaris.job.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * One attempt to run.
 *
 * @param leaseToken kept as a label, so that a restarted node can go on reporting
 * @param stopAfter how long the program may run
 * @param leaseUntil when the lease ends by this machine's clock unless it is extended
 * @param images which images may run
 */
public record Assignment(
    UUID attemptId,
    UUID jobId,
    int number,
    UUID leaseToken,
    JobSpec spec,
    Duration stopAfter,
    Instant leaseUntil,
    ImagePolicy images) {

  /** Whatever the image. */
  public Assignment(
      UUID attemptId,
      UUID jobId,
      int number,
      UUID leaseToken,
      JobSpec spec,
      Duration stopAfter,
      Instant leaseUntil) {
    this(attemptId, jobId, number, leaseToken, spec, stopAfter, leaseUntil, ImagePolicy.ANY);
  }

  /** Why the program is stopped after {@link #stopAfter}: its own limit, or what is paid for. */
  public Reason reasonAtEnd() {
    Integer limit = spec.timeoutS();
    return limit != null && stopAfter.toSeconds() < limit
        ? Reason.BUDGET_REACHED
        : Reason.RUN_TIMEOUT;
  }

  /** The same attempt with its lease renewed. */
  Assignment withLeaseUntil(Instant until) {
    return new Assignment(attemptId, jobId, number, leaseToken, spec, stopAfter, until, images);
  }
}
