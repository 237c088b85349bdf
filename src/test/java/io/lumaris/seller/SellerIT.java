package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.job.LogChunk;
import io.lumaris.job.LogStream;
import io.lumaris.job.Reason;
import io.lumaris.testing.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seller's node on the real Nakama, PostgreSQL and Docker. */
class SellerIT {
  @TempDir private Path folder;
  private BuyerUnderTest buyer;
  private NodeUnderTest node;

  @BeforeEach
  void startNode() {
    buyer = new BuyerUnderTest(folder);
    buyer.emptyMarket();
    node = buyer.node("node");
    await().atMost(Duration.ofSeconds(40)).until(node::isLive);
  }

  @AfterEach
  void closeAll() {
    node.close();
    assertThat(node.containers()).isEmpty();
    buyer.close();
  }

  @Test
  void aJobRunsFromEndToEnd() {
    UUID id = buyer.submit("echo hello; echo oops >&2; sleep 1");
    Job job = buyer.awaitFinal(id);

    assertThat(job.state()).as(job.why()).isEqualTo(JobState.SUCCEEDED);
    assertThat(buyer.log(id)).contains("hello\n", "oops\n");
    assertThat(job.attempts())
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.imageDigest()).startsWith("sha256:");
              assertThat(attempt.profile().network()).isEqualTo("none");
              assertThat(attempt.usage().runMs()).isBetween(900L, 10_000L);
            });
    assertThat(node.status().totals().succeeded()).isOne();
  }

  @Test
  void aJobIsStoppedWhenItsBudgetIsUsedUpAndCostsExactlyThat() {
    long budget = 100 + 62; // the usual ask: a start and two seconds
    Job job = buyer.awaitFinal(buyer.submit("echo up; sleep 600", budget));

    assertThat(job.reason()).as(job.why()).isEqualTo(Reason.BUDGET_REACHED);
    assertThat(job.cost()).isEqualTo(budget);
    assertThat(job.settlement().returned()).isZero();
    assertThat(job.attempts().get(0).usage().runMs()).isBetween(2_000L, 10_000L);
    assertThat(buyer.market().account().held()).isZero();
  }

  @Test
  void twentyJobsAtOnceAllFinishEachOnce() {
    List<UUID> ids = IntStream.range(0, 20).mapToObj(i -> buyer.submit("echo job " + i)).toList();

    for (int i = 0; i < ids.size(); i++) {
      Job job = buyer.awaitFinal(ids.get(i));
      assertThat(job.state()).as(job.why()).isEqualTo(JobState.SUCCEEDED);
      assertThat(job.attempts()).hasSize(1);
      assertThat(buyer.log(ids.get(i))).isEqualTo("job " + i + "\n");
    }
    assertThat(node.status().totals().claimed()).isEqualTo(20);
  }

  @Test
  void aCancelStopsTheContainerWithinASecond() {
    UUID id = buyer.submit("echo up; sleep 600");
    await().until(() -> buyer.log(id).contains("up"));
    long asked = System.nanoTime();
    buyer.market().cancel(id);

    await().pollInterval(Duration.ofMillis(20)).until(() -> node.containers().isEmpty());

    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
    assertThat(buyer.market().job(id).state()).isEqualTo(JobState.CANCELLED);
    await().until(() -> node.status().running().isEmpty());
  }

  @Test
  void aDrainHandsBackWhatRunsAndAnotherNodeFinishesIt() {
    UUID id = buyer.submit("echo attempt; sleep 3; echo done");
    await().until(() -> buyer.log(id).contains("attempt"));
    long asked = System.nanoTime();
    node.close();

    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(9));
    assertThat(buyer.market().job(id).attempts().get(0).reason()).isEqualTo(Reason.SELLER_QUIT);
    node = buyer.node("other");
    Job job = buyer.awaitFinal(id);
    assertThat(job.state()).as(job.why()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.attempts()).hasSize(2);
  }

  @Test
  void aJobEndsOnceWhenNakamaIsRestartedMeanwhile() {
    UUID id = buyer.submit("echo before; sleep 4; echo after");
    await().until(() -> buyer.log(id).contains("before"));
    Services.nakama().kill();
    Services.nakama().restart();

    assertEndedOnce(id);
  }

  @Test
  void aJobThatEndsWhileNakamaIsAwayIsReportedWhenItIsBack() {
    UUID id = buyer.submit("echo before; sleep 1; echo after");
    await().until(() -> buyer.log(id).contains("before"));
    Services.nakama().kill();
    await().until(() -> node.containers().isEmpty());
    Services.nakama().restart();

    assertEndedOnce(id);
  }

  @Test
  void aJobEndsOnceWhenPostgresIsRestartedMeanwhile() {
    UUID id = buyer.submit("echo before; sleep 4; echo after");
    await().until(() -> buyer.log(id).contains("before"));
    Services.postgres().stop();
    Services.postgres().restart();

    assertEndedOnce(id);
  }

  @Test
  void aFloodInOneLineIsCutAndSaysSo() {
    UUID id = buyer.submit("head -c 104857600 /dev/zero | tr '\\0' x; echo; echo end");
    Job job = buyer.awaitFinal(id);

    assertThat(job.state()).as(job.why()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.log().bytes()).isLessThanOrEqualTo(1024 * 1024);
    assertThat(job.log().cutBytes()).isGreaterThan(98L * 1024 * 1024);
    assertThat(buyer.chunks(id))
        .filteredOn(chunk -> chunk.stream() == LogStream.SYSTEM)
        .extracting(LogChunk::text)
        .anyMatch(text -> text.contains("are not kept"));
    assertThat(buyer.log(id)).endsWith("x\nend\n");
  }

  @Test
  void aLineIsWithTheBuyerSoonAfterItWasPrinted() {
    List<Long> delays = buyer.delaysOfLines("for i in $(seq 20); do echo $i; sleep 0.2; done");

    assertThat(delays).hasSizeGreaterThanOrEqualTo(15);
    assertThat(delays.stream().sorted().toList().get(delays.size() / 2))
        .as("median ms of %s", delays)
        .isLessThanOrEqualTo(150);
  }

  private void assertEndedOnce(UUID id) {
    Job job = buyer.awaitFinal(id);
    assertThat(job.state()).as(job.why()).isEqualTo(JobState.SUCCEEDED);
    assertThat(job.attempts()).hasSize(1);
    assertThat(buyer.log(id)).isEqualTo("before\nafter\n");
    await().until(() -> node.status().running().isEmpty());
  }
}
