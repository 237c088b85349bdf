package io.lumaris.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples of docs/receipts.md, for those who write a verifier, are what this one does. */
class ReceiptsDocTest {
  private final String page = Files.readString(Path.of("docs/receipts.md"));

  ReceiptsDocTest() throws IOException {}

  @Test
  void theExampleIsAReceiptOfTheKeyAndTheSpecBesideIt() {
    assertThat(page)
        .contains("\n" + Signed.KEY.sign(Signed.claims()) + "\n")
        .contains("\"x\":\"" + Signed.KEY.publicKey().x() + "\"")
        .contains("`" + Signed.KEY.publicKey().kid() + "`");
    assertThat(page)
        .contains("\n" + CanonicalJson.of(Signed.SPEC) + "\n")
        .contains("`" + Sha256.of(Signed.SPEC) + "`");
  }

  @Test
  void everyFieldAndEveryCheckHasARow() {
    assertThat(Signed.claims().keySet()).allMatch(name -> page.contains("`" + name + "`"));
    Verification found =
        new ReceiptFile(Signed.document()).verify(List.of(), Optional.of(Signed.SPEC)).get(0);
    assertThat(found.checks()).allMatch(check -> page.contains("| `" + check.name() + "` |"));
  }
}
