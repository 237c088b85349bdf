package io.lumaris.market;

import io.lumaris.job.JobState;
import java.util.List;

/**
 * Which jobs to list. Absent parts do not filter.
 *
 * @param states states to show
 * @param label {@code name} or {@code name=value}
 * @param text part of image or command
 * @param limit jobs per page, 1 to 100
 * @param cursor from the page before
 */
public record JobQuery(
    List<JobState> states, String label, String text, Integer limit, String cursor) {}
