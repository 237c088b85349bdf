package io.lumaris.market;

import io.lumaris.job.UsageSample;
import java.util.List;
import java.util.UUID;

/**
 * How one running attempt fares, for whoever watches its job.
 *
 * @param samples at most {@link #MOST_SAMPLES}, in the order of their times
 */
public record AttemptUsage(UUID attemptId, UUID leaseToken, List<UsageSample> samples) {
  /** The most attempts of one call. */
  public static final int MOST = 64;

  /** The most samples of one attempt. */
  public static final int MOST_SAMPLES = 60;
}
