package io.lumaris.job;

/**
 * What an attempt used, as the seller measured it. Absent figures are {@code null}.
 *
 * @param runMs milliseconds from the program's start to its end
 * @param cpuMs CPU milliseconds
 * @param peakMemoryBytes highest memory in use, in bytes
 * @param outputBytes bytes printed on stdout and stderr together, kept or not
 */
public record Usage(Long runMs, Long cpuMs, Long peakMemoryBytes, Long outputBytes) {}
