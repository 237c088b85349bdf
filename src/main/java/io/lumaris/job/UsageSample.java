package io.lumaris.job;

import java.time.Instant;

/**
 * How a running program fares at one moment.
 *
 * @param time by the seller's clock
 * @param cpuPercent of its CPU limit, since the sample before
 * @param throttledPercent of the time since then in which it was held back at that limit
 * @param memoryBytes in use, without what the kernel could take back
 * @param pids processes and threads
 * @param blockReadBytes read from disks since its start
 * @param blockWrittenBytes written to disks since its start
 */
public record UsageSample(
    Instant time,
    double cpuPercent,
    double throttledPercent,
    long memoryBytes,
    long pids,
    long blockReadBytes,
    long blockWrittenBytes) {}
