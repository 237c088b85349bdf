package io.lumaris.seller;

import io.lumaris.execution.Engine;
import io.lumaris.job.Ask;
import io.lumaris.job.Money;
import io.lumaris.market.SellerOffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * How this node sells. Settings {@code lumaris.seller.*}, each described in {@code
 * microprofile-config.properties}.
 *
 * @param slots most jobs at once; empty: as many as the engine has cores
 * @param memoryMb memory for all jobs together, in MB; empty: what the engine says jobs may have
 * @param name the name buyers see; empty: the market makes one
 * @param identityFile holds the secret that is this seller's account; made when it is not there
 * @param state whether it takes jobs
 * @param bids what it bids in auctions
 * @param ask the price; empty: as it is, at first the market's usual one
 * @param filters which jobs it does not take
 */
public record SellerSettings(
    Optional<Integer> slots,
    Optional<Integer> memoryMb,
    Optional<String> name,
    Path identityFile,
    NodeState state,
    Optional<Ask> ask,
    BidStrategy bids,
    JobFilters filters) {
  private static final String PREFIX = "lumaris.seller.";
  private static final int MOST_SLOTS = 1024;
  private static final int LEAST_MEMORY_MB = 16;
  static final double MOST_FACTOR = 1000;
  private static final String NAME = "[a-z0-9][a-z0-9-]{1,38}[a-z0-9]";

  /** Checks every value; an {@link IllegalArgumentException} names the setting and the fix. */
  public SellerSettings {
    slots.ifPresent(n -> check(n >= 1 && n <= MOST_SLOTS, "slots", "between 1 and 1024", n));
    memoryMb.ifPresent(mb -> check(mb >= LEAST_MEMORY_MB, "memory-mb", "16 (MB) or more", mb));
    name.ifPresent(
        n ->
            check(
                n.matches(NAME),
                "name",
                "3 to 40 lower-case letters, digits and hyphens such as amber-fox",
                n));
    check(identityFile.getFileName() != null, "identity-file", "the path of a file", identityFile);
  }

  /**
   * Settings from configuration.
   *
   * @param lookup finds the text of a key; inside the container MicroProfile Config's {@code key ->
   *     config.getOptionalValue(key, String.class)}
   */
  public static SellerSettings read(Function<String, Optional<String>> lookup) {
    return new SellerSettings(
        number(lookup, "slots"),
        number(lookup, "memory-mb"),
        text(lookup, "name"),
        text(lookup, "identity-file").map(Path::of).orElseGet(SellerSettings::usualFile),
        text(lookup, "paused").map(text -> yesOrNo("paused", text)).orElse(false)
            ? NodeState.PAUSED
            : NodeState.OPEN,
        ask(lookup),
        bids(lookup),
        JobFilters.read(key -> text(lookup, "filters." + key)));
  }

  /** These, but for what the seller chose on its console. */
  SellerSettings with(NodeChoices chosen) {
    return new SellerSettings(
        slots,
        memoryMb,
        name,
        identityFile,
        chosen.state() == null ? state : chosen.state(),
        chosen.ask() == null ? ask : Optional.of(chosen.ask()),
        chosen.bids() == null ? bids : chosen.bids(),
        filters(chosen));
  }

  /** Hours are a choice of their own. */
  private JobFilters filters(NodeChoices chosen) {
    JobFilters all = chosen.filters() == null ? filters : chosen.filters().at(filters.hours());
    return chosen.hours() == null ? all : all.at(chosen.hours());
  }

  /**
   * What this node offers the market.
   *
   * @param has what the engine has
   * @param state open, paused or draining
   */
  SellerOffer offer(Engine has, String state, Instant now) {
    return new SellerOffer(
        has.cpus(),
        memoryMb.orElse(has.memoryMb()),
        slots.orElse(has.cpus()),
        has.runtimes(),
        has.version(),
        state,
        name.orElse(null),
        ask.orElse(null),
        filters.told(now));
  }

  private static BidStrategy bids(Function<String, Optional<String>> lookup) {
    double factor = factor(lookup, "bid-factor").orElse(BidStrategy.USUAL.factor());
    return new BidStrategy(
        factor,
        text(lookup, "bid-undercut").map(text -> yesOrNo("bid-undercut", text)).orElse(false),
        factor(lookup, "bid-floor").orElse(factor),
        credits(lookup, "bid-minimum").orElse(0L));
  }

  private static Optional<Double> factor(Function<String, Optional<String>> lookup, String key) {
    return text(lookup, key)
        .map(
            text -> {
              try {
                double number = Double.parseDouble(text);
                check(number >= 0 && number <= MOST_FACTOR, key, "a number from 0 to 1000", text);
                return number;
              } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                    PREFIX + key + " must be a number such as 0.9, it is " + text, e);
              }
            });
  }

  private static Path usualFile() {
    return Path.of(System.getProperty("user.home"), ".lumaris", "seller.id");
  }

  private static Optional<String> text(Function<String, Optional<String>> lookup, String key) {
    return lookup.apply(PREFIX + key).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static Optional<Integer> number(Function<String, Optional<String>> lookup, String key) {
    return text(lookup, key)
        .map(
            text -> {
              try {
                return Integer.valueOf(text);
              } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                    PREFIX + key + " must be a whole number, it is " + text, e);
              }
            });
  }

  /** Who names a part of a price names the rest as nothing. */
  private static Optional<Ask> ask(Function<String, Optional<String>> lookup) {
    Optional<Long> start = credits(lookup, "ask-start");
    Optional<Long> cpu = credits(lookup, "ask-cpu");
    Optional<Long> memory = credits(lookup, "ask-memory");
    return start.isEmpty() && cpu.isEmpty() && memory.isEmpty()
        ? Optional.empty()
        : Optional.of(new Ask(start.orElse(0L), cpu.orElse(0L), memory.orElse(0L)));
  }

  private static Optional<Long> credits(Function<String, Optional<String>> lookup, String key) {
    return text(lookup, key)
        .map(
            text -> {
              try {
                return Money.parse(text);
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(PREFIX + key + " " + e.getMessage(), e);
              }
            });
  }

  private static boolean yesOrNo(String key, String text) {
    check(text.equals("true") || text.equals("false"), key, "true or false", text);
    return Boolean.parseBoolean(text);
  }

  private static void check(boolean good, String key, String wanted, Object value) {
    if (!good) {
      throw new IllegalArgumentException(PREFIX + key + " must be " + wanted + ", it is " + value);
    }
  }
}
