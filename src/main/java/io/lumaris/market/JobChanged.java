package io.lumaris.market;

import io.lumaris.job.JobState;
import java.util.UUID;

/** A push: the job has reached this version. A hint to read it again, never the truth itself. */
public record JobChanged(UUID jobId, long version, JobState state) {}
