package io.lumaris.receipt;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the cost follows from the seller's ask and the time charged, computed again as the market
 * computes it. What the claims say must be of the right kind already.
 */
final class CostCheck {
  private static final String NAME = "cost";
  private static final Set<String> ASK = Set.of("start", "cpu_hour", "gb_hour");
  private static final BigDecimal BYTES_PER_MB = BigDecimal.valueOf(1L << 20);
  private static final BigDecimal BYTES_PER_GB = BigDecimal.valueOf(1L << 30);
  private static final BigDecimal MS_PER_HOUR = BigDecimal.valueOf(3_600_000);

  private final JsonObject claims;
  private final Optional<JsonObject> spec;

  /**
   * @param spec the job's, if it is known: it says what was asked for, and so what is charged; else
   *     the sandbox's profile, which the seller wrote
   */
  CostCheck(JsonObject claims, Optional<JsonObject> spec) {
    this.claims = claims;
    this.spec = spec;
  }

  Check check() {
    if (!claims.containsKey("cost")) {
      return Check.notChecked(NAME, "The receipt names no cost.");
    }
    BigDecimal cost = number(claims, "cost").orElseThrow();
    if (!claims.containsKey("charged_ms")) {
      return Check.of(
          NAME,
          cost.signum() == 0,
          "No time was charged, and it cost nothing.",
          "No time was charged, and yet it cost " + cost + " micro-credits.");
    }
    return price()
        .map(price -> compared(cost, price))
        .orElse(
            Check.notChecked(
                NAME, "The receipt does not name all that the cost could be computed from."));
  }

  private Check compared(BigDecimal cost, BigDecimal price) {
    String both = "The cost of " + cost + " micro-credits is %s ask × time, " + price + "%s.";
    int difference = cost.compareTo(price);
    if (difference > 0 && claims.getString("reason", "").equals("budget_reached")) {
      return Check.notChecked(
          NAME, both.formatted("more than", ": the job's whole budget, which it does not name"));
    }
    if (difference > 0 || cost.signum() < 0) {
      return Check.fails(NAME, both.formatted("not", ""));
    }
    return Check.holds(
        NAME,
        difference == 0
            ? "The cost of " + cost + " micro-credits is the ask × the time charged."
            : both.formatted("less than", ": the job's budget paid for no more"));
  }

  /** Rounded up to whole micro-credits once, at the end; empty when something is not known. */
  private Optional<BigDecimal> price() {
    if (!(claims.get("ask") instanceof JsonObject ask) || !ask.keySet().equals(ASK)) {
      return Optional.empty();
    }
    Optional<BigDecimal> cpus = size("cpus", "cpus", BigDecimal.ONE);
    Optional<BigDecimal> memory = size("memory_mb", "memory_bytes", BYTES_PER_MB);
    boolean known =
        Stream.concat(Stream.of(cpus, memory), ASK.stream().map(name -> number(ask, name)))
            .allMatch(Optional::isPresent);
    return known ? Optional.of(price(ask, cpus.get(), memory.get())) : Optional.empty();
  }

  private BigDecimal price(JsonObject ask, BigDecimal cpus, BigDecimal memoryBytes) {
    BigDecimal perHourTimesGb =
        cpus.multiply(number(ask, "cpu_hour").orElseThrow())
            .multiply(BYTES_PER_GB)
            .add(memoryBytes.multiply(number(ask, "gb_hour").orElseThrow()));
    return perHourTimesGb
        .multiply(number(claims, "charged_ms").orElseThrow())
        .divide(BYTES_PER_GB.multiply(MS_PER_HOUR), 0, RoundingMode.CEILING)
        .add(number(ask, "start").orElseThrow());
  }

  private Optional<BigDecimal> size(String inSpec, String inProfile, BigDecimal unit) {
    return spec.flatMap(known -> number(known, inSpec))
        .map(unit::multiply)
        .or(
            () ->
                Optional.ofNullable(claims.get("profile"))
                    .filter(JsonObject.class::isInstance)
                    .flatMap(profile -> number(profile.asJsonObject(), inProfile)));
  }

  private static Optional<BigDecimal> number(JsonObject object, String name) {
    JsonValue value = object.get(name);
    return value instanceof JsonNumber number
        ? Optional.of(number.bigDecimalValue())
        : Optional.empty();
  }
}
