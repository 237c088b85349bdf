package io.lumaris.seller;

import io.lumaris.job.ImageRules;
import io.lumaris.job.JobSpec;
import io.lumaris.market.SellerFilters;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Which jobs this node does not take. Settings {@code lumaris.seller.filters.*}, each described in
 * {@code microprofile-config.properties}. The market passes such jobs by; the node looks again,
 * because it is its machine.
 *
 * @param denyBuyers whose jobs it does not take
 * @param hours when it takes jobs; empty: always
 */
record JobFilters(
    ImageRules images,
    List<UUID> denyBuyers,
    Optional<Double> maxCpus,
    Optional<Integer> maxMemoryMb,
    Optional<Integer> maxTimeoutS,
    Optional<DailyHours> hours) {
  static final JobFilters NONE = read(key -> Optional.empty());
  private static final String PREFIX = "lumaris.seller.filters.";

  /**
   * Settings from configuration; an {@link IllegalArgumentException} names the setting and the fix.
   *
   * @param lookup finds the text of a key behind {@code lumaris.seller.filters.}
   */
  static JobFilters read(Function<String, Optional<String>> lookup) {
    return new JobFilters(
        new ImageRules(patterns(lookup, "allow-images"), patterns(lookup, "deny-images")),
        list(lookup, "deny-buyers", UUID::fromString, "ids of accounts, separated by commas"),
        value(
            lookup, "max-cpus", text -> above0(Double.valueOf(text)), "a number such as 2 or 0.5"),
        value(
            lookup, "max-memory-mb", text -> above0(Integer.valueOf(text)), "a whole number of MB"),
        value(
            lookup,
            "max-timeout-s",
            text -> above0(Integer.valueOf(text)),
            "a whole number of seconds"),
        value(lookup, "hours", DailyHours::parse, "two times of day such as 22:00-06:00"));
  }

  private static List<String> patterns(Function<String, Optional<String>> lookup, String key) {
    return list(
        lookup,
        key,
        JobFilters::pattern,
        "patterns for images' whole names, separated by commas, such as docker.io/library/* or"
            + " *busybox*");
  }

  private static String pattern(String text) {
    if (!ImageRules.PATTERN.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " fits no image");
    }
    return text;
  }

  private static <N extends Number> N above0(N number) {
    if (!(number.doubleValue() > 0)) {
      throw new IllegalArgumentException(number + " is nothing");
    }
    return number;
  }

  private static <T> List<T> list(
      Function<String, Optional<String>> lookup,
      String key,
      Function<String, T> read,
      String wanted) {
    Function<String, List<T>> all =
        text -> Arrays.stream(text.split(",", -1)).map(String::strip).map(read).toList();
    return value(lookup, key, all, wanted).orElse(List.of());
  }

  private static <T> Optional<T> value(
      Function<String, Optional<String>> lookup,
      String key,
      Function<String, T> read,
      String wanted) {
    return lookup
        .apply(key)
        .map(
            text -> {
              try {
                return read.apply(text);
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                    PREFIX + key + " must be " + wanted + ", it is " + text, e);
              }
            });
  }

  /**
   * These at other hours.
   *
   * @param text two times of day, or {@code always}
   */
  JobFilters at(String text) {
    Optional<DailyHours> other =
        text.equals(NodeChoices.ALWAYS) ? Optional.empty() : Optional.of(DailyHours.parse(text));
    return new JobFilters(images, denyBuyers, maxCpus, maxMemoryMb, maxTimeoutS, other);
  }

  /** What it refuses besides the hours, by the names of its settings; what is not set is absent. */
  JsonObject json() {
    JsonObjectBuilder json = Json.createObjectBuilder();
    add(json, "allow_images", images.allow());
    add(json, "deny_images", images.deny());
    add(json, "deny_buyers", denyBuyers);
    maxCpus.ifPresent(most -> json.add("max_cpus", most));
    maxMemoryMb.ifPresent(most -> json.add("max_memory_mb", most));
    maxTimeoutS.ifPresent(most -> json.add("max_timeout_s", most));
    return json.build();
  }

  private static void add(JsonObjectBuilder json, String name, List<?> values) {
    if (values != null && !values.isEmpty()) {
      json.add(name, Json.createArrayBuilder(values.stream().map(Object::toString).toList()));
    }
  }

  /** As the market is told; the times of day are those of this moment's UTC. */
  SellerFilters told(Instant now) {
    return new SellerFilters(
        images.refuseNothing() ? null : images,
        denyBuyers.isEmpty() ? null : new SellerFilters.Buyers(denyBuyers),
        maxCpus.orElse(null),
        maxMemoryMb.orElse(null),
        maxTimeoutS.orElse(null),
        hours.map(daily -> daily.inUtc(now)).orElse(null));
  }

  /** Why a job is too large for this node, as a sentence; empty when it is not. */
  Optional<String> refusal(JobSpec spec) {
    if (maxCpus.isPresent() && spec.cpus() > maxCpus.get()) {
      return tooMuch("CPUs", maxCpus.get());
    } else if (maxMemoryMb.isPresent() && spec.memoryMb() > maxMemoryMb.get()) {
      return tooMuch("MB of memory", maxMemoryMb.get());
    } else if (maxTimeoutS.isPresent() && spec.timeoutS() > maxTimeoutS.get()) {
      return tooMuch("seconds", maxTimeoutS.get());
    }
    return Optional.empty();
  }

  private static Optional<String> tooMuch(String what, Number most) {
    return Optional.of("It takes jobs of at most " + most + " " + what + ".");
  }
}
