package io.lumaris.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final String jws = Signed.KEY.sign(Signed.claims());

  private static Verifier verifier(SellerKey... keys) {
    return new Verifier(
        List.of(keys), Optional.of(Signed.JOB.toString()), Optional.of(Signed.SPEC));
  }

  private static Verification verify(String text) {
    return verifier(Signed.sellerKey(Signed.KEY)).verify(text);
  }

  private static Check.Result result(Verification found, String name) {
    return found.checks().stream()
        .filter(check -> check.name().equals(name))
        .map(Check::result)
        .findFirst()
        .orElse(Check.Result.NOT_CHECKED);
  }

  @Test
  void aReceiptAsItWasSignedHoldsInEveryLine() {
    Verification found = verify(jws);

    assertThat(found.checks()).extracting(Check::result).containsOnly(Check.Result.HOLDS);
    assertThat(found.checks())
        .extracting(Check::name)
        .containsExactly("form", "key", "signature", "content", "job", "spec", "times", "cost");
    assertThat(found.holds()).isTrue();
    assertThat(found.claims()).isEqualTo(Signed.claims());
  }

  @Test
  void everyOtherCharacterAnywhereInItIsNoticed() {
    int signature = jws.lastIndexOf('.') + 1;
    for (int at = 0; at < jws.length(); at++) {
      boolean all = at >= signature; // of the rest two are tried, which is a flipped bit or more
      for (int other = 1; other < (all ? ALPHABET.length() : 3); other++) {
        int now = Math.max(0, ALPHABET.indexOf(jws.charAt(at)));
        char changed = ALPHABET.charAt((now + other) % ALPHABET.length());
        String text = jws.substring(0, at) + changed + jws.substring(at + 1);
        assertThat(verify(text).holds()).as("character %s of %s", at, jws.length()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s=", "%s\n", " %s", "%s.", "%s.%s", "%s\0"})
  void whatIsAddedToItIsNoticed(String form) {
    assertThat(verify(form.replace("%s", jws)).holds()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, 130, 400})
  void whatIsCutOffIsNoticed(int length) {
    assertThat(verify(jws.substring(0, length)).holds()).isFalse();
    assertThat(verify(jws.substring(0, jws.length() - 1)).holds()).isFalse();
  }

  @Test
  void everyFieldThatIsChangedAndSignedByAnotherKeyIsNoticed() {
    ReceiptKey thief = ReceiptKey.generate();
    for (String field : Signed.claims().keySet()) {
      JsonObject claims = Signed.claims(field, Json.createValue("other"));
      String payload =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(CanonicalJson.of(claims).getBytes(StandardCharsets.UTF_8));
      String[] parts = jws.split("\\.", -1);
      assertThat(verify(parts[0] + "." + payload + "." + parts[2]).holds()).as(field).isFalse();
      assertThat(verify(thief.sign(claims)).holds()).as(field).isFalse();
    }
  }

  @Test
  void theSameClaimsSignedByAnotherKeyAreSaidToBeSo() {
    ReceiptKey other = ReceiptKey.generate();

    Verification found = verify(other.sign(Signed.claims()));
    assertThat(result(found, "key")).isEqualTo(Check.Result.FAILS);
    assertThat(found.holds()).isFalse();
    assertThat(verifier().verify(jws).holds()).isFalse();
    assertThat(verifier(Signed.sellerKey(other)).verify(jws).holds()).isFalse();
  }

  @Test
  void aKeyThatWasReplacedIsGoodForWhatItSignedBefore() {
    SellerKey key = Signed.sellerKey(Signed.KEY);
    SellerKey replacedLater =
        new SellerKey(
            key.kid(), key.sellerId(), key.jwk(), key.since(), Signed.ISSUED.plusMillis(1));
    SellerKey replacedBefore =
        new SellerKey(key.kid(), key.sellerId(), key.jwk(), key.since(), Signed.ISSUED);
    SellerKey newer =
        new SellerKey(key.kid(), key.sellerId(), key.jwk(), Signed.ISSUED.plusMillis(1), null);

    assertThat(verifier(replacedLater).verify(jws).holds()).isTrue();
    assertThat(verifier(replacedBefore).verify(jws).holds()).isFalse();
    assertThat(verifier(newer).verify(jws).holds()).isFalse();
  }

  @Test
  void anotherSellersKeyIsNotThisSellers() {
    SellerKey key = Signed.sellerKey(Signed.KEY);
    SellerKey others =
        new SellerKey(key.kid(), UUID.randomUUID(), key.jwk(), key.since(), key.until());
    assertThat(result(verifier(others).verify(jws), "key")).isEqualTo(Check.Result.FAILS);
  }

  @ParameterizedTest
  @CsvSource({
    "job_id, '\"00000000-0000-4000-8000-000000000000\"', job",
    "spec_hash,"
        + " '\"sha256:0000000000000000000000000000000000000000000000000000000000000000\"', spec",
    "started_at, 1795475697985, times",
    "issued_at, 1795475697979, times",
    "cost, 127, cost",
    "cost, -1, cost",
    "charged_ms, 1440, cost",
    "version, 2, content",
    "exit_code, 1.5, content",
    "stdout, '{}', content",
    "seller_id, '\"you\"', content",
  })
  void whatASellerSignsWronglyFailsAtItsLine(String field, String value, String name) {
    JsonValue wrong = JsonText.parse("{\"x\":" + value + "}").orElseThrow().get("x");
    Verification found = verify(Signed.KEY.sign(Signed.claims(field, wrong)));

    assertThat(result(found, name)).as(found.toString()).isEqualTo(Check.Result.FAILS);
    assertThat(found.holds()).isFalse();
  }

  @Test
  void payloadsThatCouldBeReadInTwoWaysAreNoReceipts() {
    String twice = CanonicalJson.of(Signed.claims()).replaceFirst("\\{", "{\"cost\":0,");
    String[] parts = jws.split("\\.", -1);
    for (String payload : List.of(twice, "[]", "{", "", "\u00ff")) {
      String encoded =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(payload.getBytes(StandardCharsets.ISO_8859_1));
      Verification found = verify(parts[0] + "." + encoded + "." + parts[2]);
      assertThat(result(found, "form")).isEqualTo(Check.Result.FAILS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"typ\":\"lumaris-receipt\",\"kid\":\"k\"}",
        "{\"alg\":\"HS256\",\"typ\":\"lumaris-receipt\",\"kid\":\"k\"}",
        "{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"k\"}",
        "{\"alg\":\"EdDSA\",\"typ\":\"lumaris-receipt\"}",
        "{\"alg\":\"EdDSA\",\"typ\":\"lumaris-receipt\",\"kid\":\"k\",\"crit\":[\"x\"]}",
        "{}",
        "nothing"
      })
  void anotherHeaderIsNoReceipts(String header) {
    String[] parts = jws.split("\\.", -1);
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.UTF_8));
    assertThat(result(verify(encoded + "." + parts[1] + "." + parts[2]), "form"))
        .isEqualTo(Check.Result.FAILS);
  }
}
