package io.lumaris.job;

/**
 * What an attempt used, as the seller measured it. Absent figures are {@code null}.
 *
 * @param runMs milliseconds from the program's start to its end
 * @param cpuMs CPU milliseconds
 * @param throttledMs milliseconds it was held back at its CPU limit, summed over CPUs
 * @param peakMemoryBytes highest memory in use, in bytes
 * @param oomKilled whether a process was killed at the memory limit
 * @param peakPids most processes and threads at once, as seen once a second
 * @param blockReadBytes read from disks
 * @param blockWrittenBytes written to disks
 * @param outputBytes bytes printed on stdout and stderr together, kept or not
 */
public record Usage(
    Long runMs,
    Long cpuMs,
    Long throttledMs,
    Long peakMemoryBytes,
    Boolean oomKilled,
    Long peakPids,
    Long blockReadBytes,
    Long blockWrittenBytes,
    Long outputBytes) {

  /** What little is known of a program that nobody watched. */
  public static Usage of(Long runMs, Long cpuMs, Long peakMemoryBytes, Long outputBytes) {
    return new Usage(runMs, cpuMs, null, peakMemoryBytes, null, null, null, null, outputBytes);
  }
}
