package io.lumaris.cli;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Option;

/** What a seller refuses. */
final class FilterOptions {

  @Option(
      names = "--allow-image",
      paramLabel = "PATTERN",
      description = "Take only images whose whole name matches; may be repeated")
  private List<String> allowImages;

  @Option(
      names = "--deny-image",
      paramLabel = "PATTERN",
      description = "Never take these images; may be repeated")
  private List<String> denyImages;

  @Option(
      names = "--deny-buyer",
      paramLabel = "ACCOUNT",
      description = "Take no jobs of this account; may be repeated")
  private List<UUID> denyBuyers;

  @Option(names = "--max-cpus", paramLabel = "N", description = "The most CPUs of a job")
  private Double maxCpus;

  @Option(
      names = "--max-job-memory",
      paramLabel = "MB",
      converter = Megabytes.class,
      description = "The largest memory limit of a job")
  private Integer maxMemoryMb;

  @Option(
      names = "--max-timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      description = "The longest time limit of a job, as 600, 10m or 1h")
  private Integer maxTimeoutS;

  @Option(
      names = "--hours",
      paramLabel = "HH:MM-HH:MM",
      description = "When to take jobs, by this machine's clock; add \" UTC\" for UTC")
  private String hours;

  /** As settings, {@code LUMARIS_SELLER_FILTERS_*}; what was not named keeps its value. */
  void putInto(Map<String, String> settings) {
    put(settings, "ALLOW_IMAGES", joined(allowImages));
    put(settings, "DENY_IMAGES", joined(denyImages));
    put(settings, "DENY_BUYERS", joined(denyBuyers));
    put(settings, "MAX_CPUS", maxCpus);
    put(settings, "MAX_MEMORY_MB", maxMemoryMb);
    put(settings, "MAX_TIMEOUT_S", maxTimeoutS);
    put(settings, "HOURS", hours);
  }

  private static String joined(List<?> values) {
    return values == null ? null : String.join(",", values.stream().map(Object::toString).toList());
  }

  private static void put(Map<String, String> settings, String name, Object value) {
    if (value != null) {
      settings.put("LUMARIS_SELLER_FILTERS_" + name, value.toString());
    }
  }
}
