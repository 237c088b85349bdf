package io.lumaris.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptFileTest {
  private static boolean holds(String text) {
    List<Verification> found = new ReceiptFile(text).verify(List.of(), Optional.of(Signed.SPEC));
    return !found.isEmpty() && found.stream().allMatch(Verification::holds);
  }

  @Test
  void theAnswerOfThePortalVerifiesByItself() {
    assertThat(holds(Signed.document())).isTrue();
    assertThat(Signed.document()).contains("\"verified\":true");
  }

  @Test
  void aChangedCopyBesideAGoodSignatureIsNoticed() {
    String changed = Signed.document().replace("\"exit_code\":0", "\"exit_code\":1");
    assertThat(changed).isNotEqualTo(Signed.document());
    assertThat(holds(changed)).isFalse();
  }

  @Test
  void aReceiptOfAnotherJobDoesNotPassForThisJobs() {
    String other = "\"job_id\":\"00000000-0000-4000-8000-000000000000\"";
    String changed = Signed.document().replaceFirst("\"job_id\":\"[^\"]*\"", other);
    assertThat(changed).contains(other);
    assertThat(holds(changed)).isFalse();
  }

  @Test
  void aBareReceiptNeedsItsKey() {
    ReceiptFile bare = new ReceiptFile(Signed.KEY.sign(Signed.claims()) + "\n");
    SellerKey key =
        ReceiptFile.key(
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                    + Signed.KEY.publicKey().x()
                    + "\"}")
            .orElseThrow();

    assertThat(bare.verify(List.of(), Optional.empty())).noneMatch(Verification::holds);
    assertThat(bare.verify(List.of(key), Optional.empty())).allMatch(Verification::holds);
  }

  @Test
  void theSpecIsFoundInAJobToo() {
    assertThat(ReceiptFile.spec("{\"id\":\"x\",\"spec\":" + Signed.SPEC + "}"))
        .contains(Signed.SPEC);
    assertThat(ReceiptFile.spec("{\"job\":{\"spec\":" + Signed.SPEC + "}}")).contains(Signed.SPEC);
    assertThat(ReceiptFile.spec(Signed.SPEC.toString())).contains(Signed.SPEC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"receipts\":[]}",
        "{\"receipts\":[1,{},{\"jws\":2}],\"keys\":3}",
        "{\"receipts\":[{\"jws\":\"a.b.c\"}],\"keys\":[{},{\"jwk\":5},{\"jwk\":{\"x\":\"y\"}}]}"
      })
  void whateverElseIsInAFileDoesNotHold(String text) {
    assertThat(holds(text)).isFalse();
  }
}
