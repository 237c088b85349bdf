package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.job.Attempt;
import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.job.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What the market sees when the only node ends: apart from the test that runs in the container. */
final class Handover {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Handover() {}

  /** As an operator does it; the container then undeploys what it runs. */
  private static void stopTheContainer() {
    List<ProcessHandle> micros =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().commandLine().orElse("").contains("payara-micro.jar"))
            .toList();
    assertThat(micros).hasSize(1);
    micros.get(0).destroy();
    micros.get(0).onExit().join();
  }

  /**
   * Has the node run a job, stops its container, and looks whether the job is the market's again.
   */
  static void watch() throws Exception {
    Path folder = Files.createTempDirectory("handover");
    try (BuyerUnderTest buyer = new BuyerUnderTest(folder)) {
      UUID id = buyer.submit("sleep 600");
      await().atMost(LIMIT).until(() -> buyer.market().job(id).state() == JobState.RUNNING);

      stopTheContainer();

      Job job = buyer.market().job(id);
      assertThat(job.state()).as(job.why()).isEqualTo(JobState.QUEUED);
      assertThat(job.attempts()).extracting(Attempt::reason).containsExactly(Reason.SELLER_QUIT);
      buyer.market().cancel(id);
    } finally {
      Files.deleteIfExists(folder);
    }
  }
}
