package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.receipt.ReceiptKey;
import io.lumaris.receipt.Signed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code lumaris receipt verify}, line by line. */
class ReceiptCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine lumaris =
      Lumaris.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

  @TempDir private Path folder;

  private int verify(String text, String... more) throws IOException {
    String[] line = new String[3 + more.length];
    line[0] = "receipt";
    line[1] = "verify";
    line[2] = file("receipt", text);
    System.arraycopy(more, 0, line, 3, more.length);
    return lumaris.execute(line);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static String jwk(ReceiptKey key) {
    return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + key.publicKey().x() + "\"}";
  }

  @Test
  void aReceiptThatHoldsIsSaidToHoldLineByLine() throws IOException {
    assertThat(verify(Signed.document(), "--spec", file("spec", Signed.SPEC.toString()))).isZero();
    assertThat(out.toString().lines().map(line -> line.split(" +", 3)[1]))
        .containsExactly(
            "form",
            "key",
            "signature",
            "content",
            "job",
            "spec",
            "times",
            "cost",
            "copy",
            "receipt");
    assertThat(out.toString()).endsWith("The receipt holds.\n").doesNotContain("FAILS");
  }

  @Test
  void aChangedByteFailsWithOne() throws IOException {
    String document = Signed.document();
    int at = document.indexOf("\"jws\":\"") + 200;
    char other = document.charAt(at) == 'A' ? 'B' : 'A';

    assertThat(verify(document.substring(0, at) + other + document.substring(at + 1))).isOne();
    assertThat(out.toString()).contains("FAILS").endsWith("The receipt does not hold.\n");
  }

  @Test
  void aBareReceiptIsVerifiedByAKeyFromAFile() throws IOException {
    String bare = Signed.KEY.sign(Signed.claims()) + "\n";

    assertThat(verify(bare, "--key", file("key", jwk(Signed.KEY)))).isZero();
    assertThat(verify(bare, "--key", file("other", jwk(ReceiptKey.generate())))).isOne();
    assertThat(verify(bare)).isOne();
    assertThat(out.toString()).contains("no key is known");
  }

  @Test
  void aKeyMayBeGivenByItsName() throws IOException {
    assertThat(verify(Signed.document(), "--key", Signed.KEY.publicKey().kid())).isZero();
    assertThat(verify(Signed.document(), "--key", "A".repeat(43))).isOne();
    assertThat(err.toString()).contains("is not in the file");
  }

  @Test
  void anotherJobsSpecIsNotThisOnes() throws IOException {
    String other = Signed.SPEC.toString().replace("echo hi", "echo ho");
    assertThat(verify(Signed.document(), "--spec", file("spec", other))).isOne();
    assertThat(out.toString()).contains("FAILS  spec");
  }

  @Test
  void whatCannotBeReadIsSaidInOneSentence() throws IOException {
    assertThat(lumaris.execute("receipt", "verify", folder.resolve("none").toString())).isOne();
    assertThat(verify("{\"receipts\":[]}")).isOne();
    assertThat(verify(Signed.document(), "--key", file("key", "{}"))).isEqualTo(ExitCodes.USAGE);
    assertThat(verify(Signed.document(), "--spec", file("spec", "no"))).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("cannot be read", "There is no receipt").hasLineCount(4);
  }
}
