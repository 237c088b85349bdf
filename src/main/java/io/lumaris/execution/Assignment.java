package io.lumaris.execution;

import io.lumaris.job.JobSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * One attempt to run.
 *
 * @param leaseToken kept as a label, so that a restarted node can go on reporting
 * @param stopAfter how long the program may run
 * @param leaseUntil when the lease ends by this machine's clock unless it is extended
 */
public record Assignment(
    UUID attemptId,
    UUID jobId,
    int number,
    UUID leaseToken,
    JobSpec spec,
    Duration stopAfter,
    Instant leaseUntil) {

  /** The same attempt with its lease renewed. */
  Assignment withLeaseUntil(Instant until) {
    return new Assignment(attemptId, jobId, number, leaseToken, spec, stopAfter, until);
  }
}
