package io.lumaris.market;

import io.lumaris.job.AppliedProfile;
import io.lumaris.job.LogChunk;
import io.lumaris.job.Outcome;
import java.util.List;
import java.util.UUID;

/**
 * What a seller has to tell about one attempt; the market takes it in this order: started, chunks,
 * outcome. What there is nothing to tell of is {@code null}.
 *
 * @param started that its program started
 * @param chunks output; chunks already known are ignored
 * @param outcome how it ended
 */
public record AttemptReport(
    UUID attemptId, UUID leaseToken, Start started, List<LogChunk> chunks, Outcome outcome) {

  /** The most reports of one call. */
  public static final int MOST = 64;

  /**
   * The start of a program.
   *
   * @param imageDigest digest of the image that runs
   * @param profile the sandbox as applied
   */
  public record Start(String imageDigest, AppliedProfile profile) {}

  public static AttemptReport of(Lease lease, Start started, List<LogChunk> chunks, Outcome end) {
    return new AttemptReport(lease.attemptId(), lease.leaseToken(), started, chunks, end);
  }
}
