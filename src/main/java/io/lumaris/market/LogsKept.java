package io.lumaris.market;

/**
 * Answer to a log report.
 *
 * @param keptBytes bytes of the job's log kept so far
 * @param cutBytes bytes not kept so far
 */
public record LogsKept(long keptBytes, long cutBytes) {}
