package io.lumaris.market;

import io.lumaris.job.AttemptState;
import io.lumaris.job.JobState;
import java.util.List;

/**
 * Answer to an end report.
 *
 * @param state of the attempt
 * @param jobState of the job: queued when it is tried again
 * @param claims work taken with the freed capacity
 */
public record Finished(AttemptState state, JobState jobState, List<Claim> claims) {}
