package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.job.AttemptState;
import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.receipt.JobReceipts;
import io.lumaris.receipt.ReceiptDocument;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a job whose node is killed in a JVM of its own, as by {@code kill -9}. */
class KilledNodeIT {
  private static final Duration BOOT = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private BuyerUnderTest buyer;
  private Process victim;
  private NodeUnderTest node;

  @BeforeEach
  void startVictim() throws IOException {
    buyer = new BuyerUnderTest(folder);
    buyer.emptyMarket();
    victim =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NodeUnderTest.class.getName(),
                BuyerUnderTest.server(),
                BuyerUnderTest.key(),
                buyer.identityFile("victim").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("victim.log").toFile())
            .start();
  }

  @AfterEach
  void nothingIsLeft() {
    victim.destroyForcibly();
    if (node != null) {
      node.close();
    }
    try (NodeUnderTest again = buyer.node("victim")) {
      await().atMost(BOOT).until(() -> again.status().engine() != null);
      assertThat(again.containers()).isEmpty();
    }
    buyer.close();
  }

  @Test
  void aNodeThatIsBackInTimeGoesOnWithItsJob() throws InterruptedException {
    UUID id = buyer.submit("echo before; sleep 12; echo after");
    await().atMost(BOOT).until(() -> buyer.log(id).contains("before"));
    kill();
    node = buyer.node("victim");
    Job job = buyer.awaitFinal(id);

    assertThat(job.state()).as(job.why()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.attempts()).hasSize(1);
    assertThat(buyer.log(id)).isEqualTo("before\nafter\n");
    assertThat(buyer.chunks(id)).anyMatch(chunk -> chunk.text().contains("was restarted"));
    JobReceipts receipts =
        await().atMost(BOOT).until(() -> buyer.receipts(id), all -> !all.receipts().isEmpty());
    JsonObject receipt = ReceiptDocument.of(receipts).getJsonArray("receipts").getJsonObject(0);
    assertThat(receipt.getBoolean("verified")).as(receipt.toString()).isTrue();
    assertThat(receipt.getJsonObject("receipt"))
        .containsKeys("spec_hash", "profile")
        .doesNotContainKeys("stdout", "stderr"); // what it printed meanwhile nobody saw
  }

  @Test
  void aNodeThatStaysAwayLosesItsJobToAnother() throws InterruptedException {
    UUID id = buyer.submit("echo attempt; sleep 5; echo done");
    await().atMost(BOOT).until(() -> buyer.log(id).contains("attempt"));
    kill();
    node = buyer.node("other");
    Job job = buyer.awaitFinal(id);

    assertThat(job.state()).as(job.why()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.attempts()).hasSize(2);
    assertThat(job.attempts().get(0).state()).isEqualTo(AttemptState.LOST);
    assertThat(node.containers()).isEmpty();
  }

  private void kill() throws InterruptedException {
    victim.destroyForcibly().waitFor();
  }
}
