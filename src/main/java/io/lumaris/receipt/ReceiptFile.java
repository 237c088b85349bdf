package io.lumaris.receipt;

import io.lumaris.job.JobJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A text that holds receipts: one compact JWS, or the object of {@link ReceiptDocument}. Of that
 * object only receipts and keys are believed; what somebody found about them is found again.
 */
public final class ReceiptFile {
  private final Optional<JsonObject> document;
  private final String text;

  public ReceiptFile(String text) {
    this.text = text.strip();
    this.document = JsonText.parse(text).filter(json -> json.get("receipts") instanceof JsonArray);
  }

  /**
   * What is found about each receipt; the text itself is the receipt when it is no document.
   *
   * @param expected the keys they may be signed with; empty: those that came with them
   * @param spec of the job, if it is known
   */
  public List<Verification> verify(List<SellerKey> expected, Optional<JsonObject> spec) {
    List<SellerKey> keys = expected.isEmpty() ? keys() : expected;
    if (document.isEmpty()) {
      return List.of(new Verifier(keys, Optional.empty(), spec).verify(text));
    }
    Optional<String> jobId = text(document.get(), "job_id");
    Verifier verifier = new Verifier(keys, jobId, spec);
    return document.get().getJsonArray("receipts").stream()
        .map(entry -> verify(entry, verifier))
        .toList();
  }

  /** The keys that came with the receipts; what is no key is left out. */
  public List<SellerKey> keys() {
    return document
        .map(json -> json.get("keys"))
        .filter(JsonArray.class::isInstance)
        .map(JsonValue::asJsonArray)
        .stream()
        .flatMap(List::stream)
        .flatMap(value -> sellerKey(value).stream())
        .toList();
  }

  /** A key by itself: a JWK, or a key as a document has it. */
  public static Optional<SellerKey> key(String json) {
    return JsonText.parse(json)
        .flatMap(
            object ->
                object.containsKey("jwk")
                    ? sellerKey(object)
                    : jwk(object).map(jwk -> new SellerKey(jwk.kid(), null, jwk, null, null)));
  }

  /** The spec in a job's JSON, or the spec by itself. */
  public static Optional<JsonObject> spec(String json) {
    return JsonText.parse(json)
        .map(
            object ->
                Stream.of("job", "spec")
                    .reduce(
                        object,
                        (inner, name) ->
                            inner.get(name) instanceof JsonObject deeper ? deeper : inner,
                        (a, b) -> b));
  }

  private static Verification verify(JsonValue entry, Verifier verifier) {
    JsonObject object = entry instanceof JsonObject o ? o : JsonValue.EMPTY_JSON_OBJECT;
    Verification found = verifier.verify(text(object, "jws").orElse(""));
    if (!object.containsKey("receipt")) {
      return found;
    }
    List<Check> checks = new ArrayList<>(found.checks());
    checks.add(
        Check.of(
            "copy",
            isCopy(object, found.claims()),
            "The readable copy beside the receipt says what was signed.",
            "The readable copy beside the receipt does not say what was signed."));
    return new Verification(found.claims(), List.copyOf(checks));
  }

  private static Optional<SellerKey> sellerKey(JsonValue value) {
    try {
      SellerKey key = JobJson.jsonb().fromJson(value.toString(), SellerKey.class);
      return Optional.of(key).filter(read -> read.jwk() != null && read.jwk().usable());
    } catch (JsonbException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Jwk> jwk(JsonObject object) {
    Jwk jwk =
        new Jwk(
            text(object, "kty").orElse(null),
            text(object, "crv").orElse(null),
            text(object, "x").orElse(null));
    return Optional.of(jwk).filter(Jwk::usable);
  }

  private static Optional<String> text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString string
        ? Optional.of(string.getString())
        : Optional.empty();
  }

  private static boolean isCopy(JsonObject entry, JsonObject claims) {
    try {
      return CanonicalJson.of(entry.get("receipt")).equals(CanonicalJson.of(claims))
          && Stream.of("attempt_id", "number")
              .filter(entry::containsKey)
              .allMatch(name -> entry.get(name).equals(claims.get(name)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
