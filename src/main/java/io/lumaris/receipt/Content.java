package io.lumaris.receipt;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The fields of a receipt, and what each may be; docs/receipts.md describes them. */
final class Content {
  private static final Predicate<JsonValue> ID = text("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Predicate<JsonValue> WORDS = text(".+");
  private static final Predicate<JsonValue> HASH = text("sha256:[0-9a-f]{64}");
  private static final Predicate<JsonValue> WHOLE = Content::isWhole;
  private static final Predicate<JsonValue> OBJECT = JsonObject.class::isInstance;

  private static final List<Field> FIELDS =
      List.of(
          new Field("version", true, WHOLE),
          new Field("market_id", true, ID),
          new Field("market_name", true, WORDS),
          new Field("job_id", true, ID),
          new Field("attempt_id", true, ID),
          new Field("number", true, WHOLE),
          new Field("seller_id", true, ID),
          new Field("buyer_id", true, ID),
          new Field("spec_hash", true, HASH),
          new Field("image", true, WORDS),
          new Field("image_digest", false, WORDS),
          new Field("profile", false, OBJECT),
          new Field("started_at", false, WHOLE),
          new Field("ended_at", true, WHOLE),
          new Field("run_ms", false, WHOLE),
          new Field("exit_code", false, WHOLE),
          new Field("reason", false, text("[a-z_]+")),
          new Field("stdout", false, Content::isOutput),
          new Field("stderr", false, Content::isOutput),
          new Field("usage", false, OBJECT),
          new Field("ask", false, OBJECT),
          new Field("charged_ms", false, WHOLE),
          new Field("cost", false, WHOLE),
          new Field("issued_at", true, WHOLE));

  private Content() {}

  private record Field(String name, boolean required, Predicate<JsonValue> rule) {
    String problem(JsonObject claims) {
      JsonValue value = claims.get(name);
      if (value == null) {
        return required ? name + " is missing" : null;
      }
      return rule.test(value) ? null : name + " is not what it must be";
    }
  }

  /**
   * What is wrong with the claims; empty when nothing is. Fields of later versions are no fault.
   */
  static Optional<String> problem(JsonObject claims) {
    return FIELDS.stream()
        .map(field -> field.problem(claims))
        .filter(Objects::nonNull)
        .findFirst()
        .or(() -> Stream.of(ofVersion(claims), ofEnd(claims)).filter(Objects::nonNull).findFirst());
  }

  /** A whole number of the claims that is known to be one. */
  static long number(JsonObject claims, String name) {
    return claims.getJsonNumber(name).longValueExact();
  }

  private static String ofVersion(JsonObject claims) {
    long version = number(claims, "version");
    return version == ReceiptClaims.VERSION
        ? null
        : "it is of version " + version + ", this program knows version " + ReceiptClaims.VERSION;
  }

  private static String ofEnd(JsonObject claims) {
    return claims.containsKey("exit_code") || claims.containsKey("reason")
        ? null
        : "neither exit_code nor reason is there";
  }

  private static boolean isOutput(JsonValue value) {
    return value instanceof JsonObject output
        && text("[0-9a-f]{64}").test(output.get("sha256"))
        && WHOLE.test(output.get("bytes"));
  }

  static boolean isWhole(JsonValue value) {
    return value instanceof JsonNumber number
        && number.isIntegral()
        && Math.abs(number.doubleValue()) <= 1L << 53;
  }

  private static Predicate<JsonValue> text(String pattern) {
    Predicate<String> matches = Pattern.compile(pattern, Pattern.DOTALL).asMatchPredicate();
    return value -> value instanceof JsonString string && matches.test(string.getString());
  }
}
