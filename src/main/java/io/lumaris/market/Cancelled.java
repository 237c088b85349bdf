package io.lumaris.market;

import io.lumaris.job.Job;

/**
 * Answer to a cancel.
 *
 * @param changed false when the job was final before
 */
public record Cancelled(Job job, boolean changed) {}
