package io.lumaris.seller;

import io.lumaris.job.Ids;
import io.lumaris.job.ImageRules;
import io.lumaris.job.JobSpec;
import io.lumaris.market.SellerFilters;
import io.lumaris.market.SellerFilters.Range;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.time.Instant;
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
  private static final String ALLOW_IMAGES = "allow_images";
  private static final String DENY_IMAGES = "deny_images";
  private static final String DENY_BUYERS = "deny_buyers";
  private static final String MAX_CPUS = "max_cpus";
  private static final String MAX_MEMORY_MB = "max_memory_mb";
  private static final String MAX_TIMEOUT_S = "max_timeout_s";

  /** What it refuses besides the hours, as it is named wherever it is not a setting. */
  static final List<String> FIELDS =
      List.of(ALLOW_IMAGES, DENY_IMAGES, DENY_BUYERS, MAX_CPUS, MAX_MEMORY_MB, MAX_TIMEOUT_S);

  static final JobFilters NONE = read(key -> Optional.empty());

  /**
   * Settings from configuration; an {@link IllegalArgumentException} names the setting and the fix.
   *
   * @param lookup finds the text of a key behind {@code lumaris.seller.filters.}
   */
  static JobFilters read(Function<String, Optional<String>> lookup) {
    FilterSettings settings = new FilterSettings(lookup);
    return of(settings).at(settings.hours());
  }

  /** What is written there, at all hours. */
  static JobFilters of(FilterSource source) {
    return new JobFilters(
        new ImageRules(patterns(source, ALLOW_IMAGES), patterns(source, DENY_IMAGES)),
        source.list(DENY_BUYERS, SellerFilters.MOST_BUYERS, "ids of accounts", JobFilters::account),
        number(
            source, MAX_CPUS, "a number, such as 2 or 0.5,", Double::valueOf, SellerFilters.CPUS),
        number(
            source,
            MAX_MEMORY_MB,
            "a whole number of MB",
            Integer::valueOf,
            SellerFilters.MEMORY_MB),
        number(
            source,
            MAX_TIMEOUT_S,
            "a whole number of seconds",
            Integer::valueOf,
            SellerFilters.TIMEOUT_S),
        Optional.empty());
  }

  private static List<String> patterns(FilterSource source, String name) {
    return source.list(
        name,
        SellerFilters.MOST_PATTERNS,
        "patterns for images' whole names such as docker.io/library/* or *busybox*",
        JobFilters::pattern);
  }

  private static String pattern(String text) {
    if (!ImageRules.PATTERN.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " fits no image");
    }
    return text;
  }

  private static UUID account(String text) {
    return Ids.read(text)
        .orElseThrow(() -> new IllegalArgumentException(text + " is no account's id"));
  }

  private static <N extends Number> Optional<N> number(
      FilterSource source, String name, String what, Function<String, N> parse, Range range) {
    return source.number(
        name,
        what + " from " + range.least() + " to " + range.most(),
        text -> {
          N number = parse.apply(text);
          if (!range.has(number)) {
            throw new IllegalArgumentException(number + " is out of range");
          }
          return number;
        });
  }

  /**
   * These at other hours.
   *
   * @param text two times of day, or {@code always}
   */
  JobFilters at(String text) {
    return at(
        text.equals(NodeChoices.ALWAYS) ? Optional.empty() : Optional.of(DailyHours.parse(text)));
  }

  /** These at other hours. */
  JobFilters at(Optional<DailyHours> other) {
    return new JobFilters(images, denyBuyers, maxCpus, maxMemoryMb, maxTimeoutS, other);
  }

  /** What it refuses besides the hours; what is not set is absent. */
  JsonObject json() {
    JsonObjectBuilder json = Json.createObjectBuilder();
    add(json, ALLOW_IMAGES, images.allow());
    add(json, DENY_IMAGES, images.deny());
    add(json, DENY_BUYERS, denyBuyers);
    maxCpus.ifPresent(most -> json.add(MAX_CPUS, plain(most)));
    maxMemoryMb.ifPresent(most -> json.add(MAX_MEMORY_MB, most));
    maxTimeoutS.ifPresent(most -> json.add(MAX_TIMEOUT_S, most));
    return json.build();
  }

  private static void add(JsonObjectBuilder json, String name, List<?> values) {
    if (!values.isEmpty()) {
      json.add(name, Json.createArrayBuilder(values.stream().map(Object::toString).toList()));
    }
  }

  /** As somebody writes it: 2 and not 2.0. */
  private static BigDecimal plain(double number) {
    BigDecimal plain = BigDecimal.valueOf(number).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
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
      return tooMuch("CPUs", plain(maxCpus.get()));
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
