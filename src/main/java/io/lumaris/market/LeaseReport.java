package io.lumaris.market;

import io.lumaris.job.Phase;
import io.lumaris.job.PullProgress;
import java.util.UUID;

/**
 * A lease to renew, with what the seller is doing.
 *
 * @param progress of the pull, absent otherwise
 */
public record LeaseReport(UUID attemptId, UUID leaseToken, Phase phase, PullProgress progress) {}
