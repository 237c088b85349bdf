package io.lumaris.execution;

import com.github.dockerjava.api.model.BlkioStatEntry;
import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.StatsConfig;
import com.github.dockerjava.api.model.ThrottlingDataConfig;
import io.lumaris.job.UsageSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes samples of the engine's statistics, each out of two readings, and keeps the peaks. To be
 * used by one thread; the peaks may be read by any.
 */
final class UsageMeter {
  private static final double NS_OF_A_PERCENT = 10_000_000.0; // of a second
  private static final long NS_OF_AN_MS = 1_000_000;

  private final double cpus;
  private Reading before;
  private volatile Peaks peaks = new Peaks(null, null, null, null, null, null);

  /** The highest so far, or what it has come to; null what the engine did not tell. */
  record Peaks(
      Long cpuMs,
      Long throttledMs,
      Long memoryBytes,
      Long pids,
      Long blockReadBytes,
      Long blockWrittenBytes) {}

  private record Reading(Instant at, long cpuNs, long throttledPeriods, long periods) {}

  /**
   * Nothing read yet.
   *
   * @param cpus the program's limit, of which its use is told
   */
  UsageMeter(double cpus) {
    this.cpus = cpus;
  }

  Peaks peaks() {
    return peaks;
  }

  /**
   * A sample since the reading before; empty for the first, and for one of a program that ended.
   */
  Optional<UsageSample> read(Statistics told) {
    CpuStatsConfig cpu = told.getCpuStats();
    if (cpu == null || cpu.getCpuUsage() == null || told.getRead() == null || isOver(told)) {
      return Optional.empty();
    }
    ThrottlingDataConfig throttling = cpu.getThrottlingData();
    Reading now =
        new Reading(
            Instant.parse(told.getRead()),
            orZero(cpu.getCpuUsage().getTotalUsage()),
            throttling == null ? 0 : orZero(throttling.getThrottledPeriods()),
            throttling == null ? 0 : orZero(throttling.getPeriods()));
    UsageSample sample = sample(before == null ? now : before, now, told);
    note(now, sample, told);
    boolean first = before == null;
    before = now;
    return first ? Optional.empty() : Optional.of(sample);
  }

  /** Of a container whose program has ended the engine goes on telling, but nothing any more. */
  private static boolean isOver(Statistics told) {
    return told.getPidsStats() == null || told.getPidsStats().getCurrent() == null;
  }

  private UsageSample sample(Reading from, Reading now, Statistics told) {
    double seconds = Math.max(1, Duration.between(from.at, now.at).toMillis()) / 1000.0;
    long periods = now.periods - from.periods;
    double held =
        periods <= 0 ? 0 : 100.0 * (now.throttledPeriods - from.throttledPeriods) / periods;
    return new UsageSample(
        now.at,
        rounded((now.cpuNs - from.cpuNs) / NS_OF_A_PERCENT / seconds / cpus),
        rounded(Math.min(held, 100)),
        inUse(told.getMemoryStats()),
        told.getPidsStats().getCurrent(),
        moved(told, "read"),
        moved(told, "write"));
  }

  private static double rounded(double percent) {
    return Math.round(Math.max(0, percent) * 10) / 10.0;
  }

  /** As {@code docker stats} has it: files that the kernel keeps at hand are no use of memory. */
  private static long inUse(MemoryStatsConfig memory) {
    if (memory == null) {
      return 0;
    }
    StatsConfig parts = memory.getStats();
    long files =
        parts == null
            ? 0
            : Stream.of(parts.getTotalInactiveFile(), parts.getInactiveFile())
                .filter(bytes -> bytes != null)
                .findFirst()
                .orElse(0L);
    return Math.max(0, orZero(memory.getUsage()) - files);
  }

  private static long moved(Statistics told, String operation) {
    List<BlkioStatEntry> all =
        told.getBlkioStats() == null ? null : told.getBlkioStats().getIoServiceBytesRecursive();
    return all == null
        ? 0
        : all.stream()
            .filter(entry -> operation.equalsIgnoreCase(entry.getOp()))
            .mapToLong(entry -> orZero(entry.getValue()))
            .sum();
  }

  private void note(Reading now, UsageSample sample, Statistics told) {
    ThrottlingDataConfig throttling = told.getCpuStats().getThrottlingData();
    MemoryStatsConfig memory = told.getMemoryStats();
    Long most = memory == null ? null : memory.getMaxUsage();
    peaks =
        new Peaks(
            now.cpuNs / NS_OF_AN_MS,
            throttling == null ? null : orZero(throttling.getThrottledTime()) / NS_OF_AN_MS,
            max(peaks.memoryBytes, most == null ? sample.memoryBytes() : most),
            max(peaks.pids, sample.pids()),
            max(peaks.blockReadBytes, sample.blockReadBytes()),
            max(peaks.blockWrittenBytes, sample.blockWrittenBytes()));
  }

  static Long max(Long a, Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Math.max(a, b);
  }

  private static long orZero(Long value) {
    return value == null ? 0 : value;
  }
}
