package io.lumaris.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object of Stripe's interface, in the form and with all the fields in which Stripe sends it.
 */
final class StripeObject {
  private static final Pattern PLACE = Pattern.compile("%\\(([a-z_]+)\\)");

  private StripeObject() {}

  /**
   * The JSON text.
   *
   * @param kind a file in {@code stripe/}
   * @param values what stands in the file's places
   */
  static String of(String kind, Map<String, String> values) {
    return PLACE
        .matcher(file(kind))
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    place.group(1).equals("created")
                        ? Long.toString(Instant.now().getEpochSecond())
                        : values.get(place.group(1))));
  }

  private static String file(String kind) {
    try (InputStream in = StripeObject.class.getResourceAsStream("/stripe/" + kind + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
