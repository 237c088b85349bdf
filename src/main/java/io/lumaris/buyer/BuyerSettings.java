package io.lumaris.buyer;

import io.lumaris.job.JobJson;
import jakarta.json.bind.JsonbException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What this portal offers its buyers, and how many of them at once.
 *
 * @param samples jobs that the page suggests
 * @param maxConnections most live connections at once
 * @param maxConnectionsPerAccount most of them for one account
 * @param longestSlow how long a browser that does not read is kept
 */
public record BuyerSettings(
    List<Sample> samples, int maxConnections, int maxConnectionsPerAccount, Duration longestSlow) {

  private static final String SAMPLES = "lumaris.samples";
  private static final String CONNECTIONS = "lumaris.portal.max-connections";
  private static final String LONGEST_SLOW = "lumaris.portal.longest-slow-s";
  private static final String PER_ACCOUNT = "lumaris.portal.max-connections-per-account";

  /** Checks every value; an {@link IllegalArgumentException} names the setting and the fix. */
  public BuyerSettings {
    samples = List.copyOf(samples);
    if (samples.stream().anyMatch(sample -> sample.image() == null || sample.command() == null)) {
      throw new IllegalArgumentException(SAMPLES + " must give each sample an image and a command");
    }
    check(CONNECTIONS, maxConnections, 100_000);
    check(PER_ACCOUNT, maxConnectionsPerAccount, 1_000);
    check(LONGEST_SLOW, (int) longestSlow.toSeconds(), 3_600);
  }

  /**
   * Settings from configuration: {@code lumaris.samples} (a JSON list), {@code
   * lumaris.portal.max-connections}, {@code lumaris.portal.max-connections-per-account}, {@code
   * lumaris.portal.longest-slow-s}.
   *
   * @param lookup finds the text of a key
   */
  public static BuyerSettings read(Function<String, Optional<String>> lookup) {
    return new BuyerSettings(
        samples(lookup.apply(SAMPLES).orElse("[]")),
        number(CONNECTIONS, lookup.apply(CONNECTIONS).orElse("1000")),
        number(PER_ACCOUNT, lookup.apply(PER_ACCOUNT).orElse("20")),
        Duration.ofSeconds(number(LONGEST_SLOW, lookup.apply(LONGEST_SLOW).orElse("30"))));
  }

  private static List<Sample> samples(String json) {
    try {
      return List.of(JobJson.jsonb().fromJson(json, Sample[].class));
    } catch (JsonbException e) {
      throw new IllegalArgumentException(
          SAMPLES + " must look like [{\"image\":\"lumaris/busybox\",\"command\":\"echo hi\"}]", e);
    }
  }

  private static int number(String key, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " must be a whole number, it is " + text, e);
    }
  }

  private static void check(String key, int number, int most) {
    if (number < 1 || number > most) {
      throw new IllegalArgumentException(
          key + " must be between 1 and " + most + ", it is " + number);
    }
  }
}
