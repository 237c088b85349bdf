package io.lumaris.market;

import io.lumaris.job.JobSpec;

/**
 * One of several jobs to submit in one call.
 *
 * @param clientToken the buyer's own key: the same token and spec again give the same job; may be
 *     null, then each call makes another job
 */
public record Submission(String clientToken, JobSpec spec) {
  /** Most of them in one call. */
  public static final int MOST = 64;
}
