package io.lumaris.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.lumaris.job.JobJson;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptKeyTest {
  @Test
  void theExampleOfTheStandardIsSignedAsThere() throws JOSEException, ParseException {
    JWSObject jws =
        new JWSObject(new JWSHeader(Ed25519.ALGORITHM), new Payload("Example of Ed25519 signing"));
    jws.sign(new Ed25519Signer(OctetKeyPair.parse(Signed.KEY.toPrivateJwk())));

    assertThat(jws.serialize())
        .isEqualTo(
            "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
                + ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvp"
                + "Ar_MuM0KAg");
    assertThat(jws.verify(new Ed25519Verifier(Signed.KEY.publicKey().nimbus()))).isTrue();
  }

  @Test
  void aKeyIsNamedByItsThumbprint() {
    assertThat(Signed.KEY.publicKey().kid())
        .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  @Test
  void aNewKeyIsReadBackFromItsFileAndTellsNothingOfItsSecret() {
    ReceiptKey key = ReceiptKey.generate();
    ReceiptKey again = ReceiptKey.parse(key.toPrivateJwk());

    assertThat(again.publicKey()).isEqualTo(key.publicKey()).isNotEqualTo(Signed.KEY.publicKey());
    assertThat(again.sign(Signed.claims())).isEqualTo(key.sign(Signed.claims()));
    assertThat(key.toString()).contains(key.publicKey().kid()).doesNotContain("\"d\"");
    assertThat(key.publicKey().toString()).doesNotContain("d=");
  }

  @Test
  void aKeyGoesOverTheWireWithItsThreeFieldsAlone() {
    assertThat(JobJson.jsonb().toJson(new Jwk("OKP", "Ed25519", "x")))
        .isEqualTo("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"x\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "no JSON",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"
      })
  void whatIsNoPrivateKeyIsRefused(String text) {
    assertThatThrownBy(() -> ReceiptKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUR",
        "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp",
        "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo"
      })
  void whatIsNotExactlyThirtyTwoBytesIsNoKey(String x) {
    assertThat(new Jwk("OKP", "Ed25519", x).usable()).isFalse();
  }
}
