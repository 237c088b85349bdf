package io.lumaris.market;

import io.lumaris.job.Job;
import java.util.List;
import java.util.Map;

/**
 * One page of jobs.
 *
 * @param cursor for the next page, absent on the last
 * @param counts jobs per state word, by the same label and text
 */
public record JobPage(List<Job> jobs, String cursor, Map<String, Long> counts) {}
