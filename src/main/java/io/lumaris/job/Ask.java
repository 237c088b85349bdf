package io.lumaris.job;

/**
 * A seller's standing price, in micro-credits. What a run costs is rounded up to whole
 * micro-credits once, at its end.
 *
 * @param start for each program that starts
 * @param cpuHour for an hour of one CPU
 * @param gbHour for an hour of one GB (1,024 MB) of the memory limit
 */
public record Ask(long start, long cpuHour, long gbHour) {}
