package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.receipt.JobReceipts;
import io.lumaris.receipt.ReceiptDocument;
import io.lumaris.receipt.ReceiptFile;
import io.lumaris.receipt.Sha256;
import io.lumaris.receipt.Verification;
import io.lumaris.testing.Services;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts of real programs, by a node on the real Nakama, PostgreSQL and Docker. */
class ReceiptIT {
  @TempDir private Path folder;
  private BuyerUnderTest buyer;
  private NodeUnderTest node;

  @BeforeEach
  void startNode() {
    buyer = new BuyerUnderTest(folder);
    buyer.emptyMarket();
    node = buyer.node("node");
    await().atMost(Duration.ofMinutes(2)).until(node::isLive);
  }

  @AfterEach
  void closeAll() {
    node.close();
    buyer.close();
  }

  @Test
  void theReceiptHasTheHashesOfWhatTheProgramPrinted() throws IOException {
    JsonObject receipt =
        verified(ended("printf 'a\\377b'; echo oops >&2; sleep 1; exit 3", JobState.FAILED));

    assertThat(receipt.getJsonObject("stdout").getString("sha256"))
        .isEqualTo(sha256(new byte[] {'a', (byte) 0xff, 'b'}));
    assertThat(receipt.getJsonObject("stdout").getInt("bytes")).isEqualTo(3);
    assertThat(receipt.getJsonObject("stderr").getString("sha256"))
        .isEqualTo(sha256("oops\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(receipt.getInt("exit_code")).isEqualTo(3);
    assertThat(receipt.getJsonObject("profile").getString("network")).isEqualTo("none");
    assertThat(receipt.getJsonNumber("run_ms").longValue()).isBetween(900L, 10_000L);
    Path key = Path.of(buyer.identityFile("node") + ".key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(drafts()).isEmpty();
  }

  @Test
  void outputThatTheLogCutsIsHashedWhole() {
    UUID id = ended("yes lumaris | head -c 2097152", JobState.SUCCEEDED);

    assertThat(buyer.market().job(id).log().cutBytes()).isPositive();
    JsonObject stdout = verified(id).getJsonObject("stdout");
    assertThat(stdout.getInt("bytes")).isEqualTo(2_097_152);
    assertThat(stdout.getString("sha256"))
        .isEqualTo(sha256("lumaris\n".repeat(262_144).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aCancelledAttemptHasAReceiptWithTheBuyersWord() {
    UUID id = buyer.submit("echo up; sleep 600");
    await().atMost(Duration.ofMinutes(2)).until(() -> buyer.log(id).contains("up"));
    buyer.market().cancel(id);

    assertThat(verified(id).getString("reason")).isEqualTo("cancelled_by_buyer");
  }

  @Test
  void aReceiptThatIsOwedWhenTheMarketGoesAwayArrivesWhenItIsBack() throws IOException {
    UUID id = buyer.submit("echo before; sleep 1; echo after");
    await().atMost(Duration.ofMinutes(2)).until(() -> buyer.log(id).contains("before"));
    Services.nakama().kill();
    await().atMost(Duration.ofMinutes(2)).until(() -> node.containers().isEmpty());
    assertThat(drafts()).hasSize(1);
    Services.nakama().restart();

    assertThat(buyer.awaitFinal(id).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(verified(id).getJsonObject("stdout").getInt("bytes")).isEqualTo(13);
  }

  private UUID ended(String command, JobState state) {
    UUID id = buyer.submit(command);
    Job job = buyer.awaitFinal(id);
    assertThat(job.state()).as(job.why()).isEqualTo(state);
    return id;
  }

  /** What the last receipt says, of which everything holds. */
  private JsonObject verified(UUID id) {
    JobReceipts job =
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> buyer.receipts(id), receipts -> !receipts.receipts().isEmpty());
    List<Verification> found =
        new ReceiptFile(ReceiptDocument.of(job).toString())
            .verify(List.of(), Optional.of(job.spec()));
    assertThat(found).allSatisfy(one -> assertThat(one.holds()).as(one.toString()).isTrue());
    return found.get(found.size() - 1).claims();
  }

  private List<Path> drafts() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(buyer.identityFile("node") + ".receipts"))) {
      return files.toList();
    }
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
  }
}
