package io.lumaris.receipt;

import io.lumaris.job.Ask;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the cost follows from the seller's ask and the time charged, computed again as the market
 * computes it. What the claims say must be of the right kind already.
 */
final class CostCheck {
  private static final String NAME = "cost";
  private static final Set<String> ASK = Set.of("start", "cpu_hour", "gb_hour");
  private static final BigDecimal BYTES_OF_A_MB = BigDecimal.valueOf(1L << 20);

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

  /** What the ask comes to; empty when something is not known. */
  private Optional<BigDecimal> price() {
    Optional<BigDecimal> cpus =
        spec.flatMap(known -> number(known, "cpus")).or(() -> applied("cpus"));
    Optional<BigDecimal> memoryMb =
        spec.flatMap(known -> number(known, "memory_mb"))
            .or(() -> applied("memory_bytes").map(bytes -> bytes.divide(BYTES_OF_A_MB)));
    if (cpus.isEmpty() || memoryMb.isEmpty()) {
      return Optional.empty();
    }
    return ask()
        .map(ask -> ask.price(cpus.get(), memoryMb.get(), Content.number(claims, "charged_ms")));
  }

  private Optional<Ask> ask() {
    return claims.get("ask") instanceof JsonObject ask
            && ask.keySet().equals(ASK)
            && ask.values().stream().allMatch(Content::isWhole)
        ? Optional.of(
            new Ask(
                Content.number(ask, "start"),
                Content.number(ask, "cpu_hour"),
                Content.number(ask, "gb_hour")))
        : Optional.empty();
  }

  private Optional<BigDecimal> applied(String name) {
    return claims.get("profile") instanceof JsonObject profile
        ? number(profile, name)
        : Optional.empty();
  }

  private static Optional<BigDecimal> number(JsonObject object, String name) {
    JsonValue value = object.get(name);
    return value instanceof JsonNumber number
        ? Optional.of(number.bigDecimalValue())
        : Optional.empty();
  }
}
