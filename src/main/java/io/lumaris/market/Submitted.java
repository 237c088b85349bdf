package io.lumaris.market;

import io.lumaris.job.Job;

/**
 * Answer to a submit.
 *
 * @param created false when the client token was known and this is the job it made before
 */
public record Submitted(Job job, boolean created) {}
