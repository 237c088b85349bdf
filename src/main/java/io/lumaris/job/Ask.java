package io.lumaris.job;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A seller's standing price, in micro-credits. What a run costs is rounded up to whole
 * micro-credits once, at its end.
 *
 * @param start for each program that starts
 * @param cpuHour for an hour of one CPU
 * @param gbHour for an hour of one GB (1,024 MB) of the memory limit
 */
public record Ask(long start, long cpuHour, long gbHour) {
  public static final long MS_OF_AN_HOUR = 3_600_000;
  private static final BigDecimal MB_OF_A_GB = BigDecimal.valueOf(1024);

  /** Micro-credits an hour of a job of this size costs beside its start, not rounded. */
  public BigDecimal hourly(BigDecimal cpus, BigDecimal memoryMb) {
    return BigDecimal.valueOf(cpuHour)
        .multiply(cpus)
        .add(BigDecimal.valueOf(gbHour).multiply(memoryMb).divide(MB_OF_A_GB));
  }

  /** Micro-credits for a run of so many milliseconds, as the market charges it. */
  public BigDecimal price(BigDecimal cpus, BigDecimal memoryMb, long ms) {
    return hourly(cpus, memoryMb)
        .multiply(BigDecimal.valueOf(ms))
        .divide(BigDecimal.valueOf(MS_OF_AN_HOUR), 0, RoundingMode.CEILING)
        .add(BigDecimal.valueOf(start));
  }
}
