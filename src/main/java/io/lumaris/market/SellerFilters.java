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
