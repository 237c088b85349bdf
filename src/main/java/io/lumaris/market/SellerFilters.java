package io.lumaris.market;

import io.lumaris.job.ImageRules;
import java.util.List;
import java.util.UUID;

/**
 * What a seller refuses; an absent part refuses nothing.
 *
 * @param maxCpus the most CPUs of a job
 * @param maxMemoryMb its largest memory limit
 * @param maxTimeoutS its longest time limit
 * @param hours when it takes jobs
 */
public record SellerFilters(
    ImageRules images,
    Buyers buyers,
    Double maxCpus,
    Integer maxMemoryMb,
    Integer maxTimeoutS,
    Hours hours) {
  /** What the numbers may be, and how long the lists. As in the Nakama module. */
  public static final Range CPUS = new Range("0.1", "4096");

  public static final Range MEMORY_MB = new Range("16", "16777216");
  public static final Range TIMEOUT_S = new Range("1", "86400");
  public static final int MOST_PATTERNS = 100;
  public static final int MOST_BUYERS = 200;

  /** Numbers from one to another, as they are written. */
  public record Range(String least, String most) {
    /** Whether a number is one of them. */
    public boolean has(Number number) {
      double value = number.doubleValue();
      return value >= Double.parseDouble(least) && value <= Double.parseDouble(most);
    }
  }

  /**
   * Buyers by the ids of their accounts.
   *
   * @param deny whose jobs it does not take
   */
  public record Buyers(List<UUID> deny) {}

  /**
   * Every day from one time to another in UTC, {@code HH:MM}; over midnight when that is earlier.
   */
  public record Hours(String from, String to) {}
}
