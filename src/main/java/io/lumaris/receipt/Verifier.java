package io.lumaris.receipt;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks receipts against what is known; needs no network and changes nothing.
 *
 * @param keys those a receipt may be signed with
 * @param jobId the job it should be about, if it is known
 * @param spec the job's spec with every default filled in, if it is known
 */
public record Verifier(List<SellerKey> keys, Optional<String> jobId, Optional<JsonObject> spec) {

  /** Everything that can be said about a receipt; nothing it contains makes this throw. */
  public Verification verify(String jws) {
    Optional<SignedText> read = SignedText.read(jws);
    if (read.isEmpty()) {
      Check broken =
          Check.fails(
              "form",
              "This is no receipt as a seller writes it: not a compact JWS of type"
                  + " lumaris-receipt, or changed since.");
      return new Verification(JsonValue.EMPTY_JSON_OBJECT, List.of(broken));
    }
    SignedText signed = read.get();
    List<Check> checks = new ArrayList<>();
    checks.add(Check.holds("form", "It is a compact JWS of type lumaris-receipt."));
    checks.addAll(ofSignature(signed));
    checks.addAll(ofContent(signed.claims()));
    return new Verification(signed.claims(), List.copyOf(checks));
  }

  private List<Check> ofSignature(SignedText signed) {
    String kid = signed.kid();
    Optional<SellerKey> found =
        keys.stream().filter(key -> key.jwk().usable() && key.jwk().kid().equals(kid)).findFirst();
    if (found.isEmpty()) {
      String others =
          keys.isEmpty() ? "no key is known" : "it is none of the " + keys.size() + " known";
      return List.of(
          Check.fails("key", "It names the key " + kid + ", and " + others + "."),
          Check.notChecked("signature", "Without its key a signature says nothing."));
    }
    SellerKey key = found.get();
    return List.of(
        ofKey(key, signed.claims()),
        Check.of(
            "signature",
            signed.isSignedBy(key.jwk().nimbus()),
            "Every byte is as it was when it was signed with this key.",
            "It was changed after it was signed, or signed with another key."));
  }

  private static Check ofKey(SellerKey key, JsonObject claims) {
    if (key.sellerId() != null && !isOf(key.sellerId(), claims)) {
      return Check.fails("key", "The key " + key.kid() + " is another seller's.");
    }
    boolean dated = Content.problem(claims).isEmpty();
    if (dated && !key.isGoodAt(Instant.ofEpochMilli(Content.number(claims, "issued_at")))) {
      return Check.fails(
          "key", "The key " + key.kid() + " was not the seller's when this was signed.");
    }
    return Check.holds("key", "It names the key " + key.kid() + ", which is known.");
  }

  private static boolean isOf(UUID seller, JsonObject claims) {
    return seller.toString().equals(claims.getString("seller_id", ""));
  }

  private List<Check> ofContent(JsonObject claims) {
    Check content = ContentChecks.content(claims);
    if (content.result() == Check.Result.FAILS) {
      return List.of(content);
    }
    ContentChecks checks = new ContentChecks(claims);
    return List.of(
        content,
        checks.job(jobId),
        checks.spec(spec),
        checks.times(),
        new CostCheck(claims, spec).check());
  }
}
