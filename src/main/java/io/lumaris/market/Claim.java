package io.lumaris.market;

import io.lumaris.job.JobSpec;
import java.time.Instant;
import java.util.UUID;

/**
 * One attempt to run.
 *
 * @param number attempt number of the job, from 1
 * @param leaseUntil end of the lease by the market's clock
 * @param spec complete spec
 * @param stopAfterS seconds after which the seller stops the program
 * @param now the market's clock at the claim, to turn the lease's end into a local duration
 */
public record Claim(
    UUID attemptId,
    UUID jobId,
    int number,
    UUID leaseToken,
    Instant leaseUntil,
    JobSpec spec,
    int stopAfterS,
    Instant now) {

  public Lease lease() {
    return new Lease(attemptId, leaseToken);
  }
}
