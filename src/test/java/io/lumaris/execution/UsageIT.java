package io.lumaris.execution;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.BlkioRateDevice;
import com.github.dockerjava.api.model.HostConfig;
import io.lumaris.job.JobSpec;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import io.lumaris.job.Usage;
import io.lumaris.job.UsageSample;
import io.lumaris.testing.RecordingListener;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is seen of a program while it runs. */
final class UsageIT {
  private static final long MB = 1024 * 1024;

  @Test
  void aProgramIsLookedAtOnceASecondAndItsPeaksAreKept() {
    try (Attempts attempts = new Attempts()) {
      RecordingListener listener = new RecordingListener();
      String busy =
          "dd if=/dev/zero of=/tmp/twenty bs=1M count=20 2>/dev/null; sleep 60 & sleep 60 & while :;"
              + " do :; done";
      Execution execution =
          attempts.start(
              JobSpec.image(TestEngine.busybox())
                  .command(busy)
                  .cpus(0.5)
                  .memoryMb(64)
                  .timeoutS(600)
                  .build(),
              listener);
      await().atMost(30, SECONDS).until(() -> listener.samples().size() >= 3);
      execution.stop(Reason.CANCELLED_BY_BUYER);
      Usage usage = ExecutorFixture.end(execution).usage();

      List<UsageSample> samples = listener.samples();
      UsageSample last = samples.get(2);
      assertThat(last.cpuPercent()).as("of half a core").isBetween(70.0, 130.0);
      assertThat(last.throttledPercent()).isGreaterThan(50);
      assertThat(last.memoryBytes()).isBetween(20 * MB, 64 * MB);
      assertThat(last.pids()).isBetween(4L, 8L);
      assertThat(Duration.between(samples.get(1).time(), last.time()))
          .isBetween(Duration.ofMillis(500), Duration.ofSeconds(3));

      assertThat(usage.peakMemoryBytes()).isBetween(20 * MB, 64 * MB);
      assertThat(usage.peakPids()).isBetween(4L, 8L);
      assertThat(usage.cpuMs()).isGreaterThan(500);
      assertThat(usage.throttledMs()).isGreaterThan(100);
      assertThat(usage.blockWrittenBytes()).isZero();
      assertThat(usage.oomKilled()).isNull();
    }
  }

  @Test
  void aProgramThatSurvivesAMemoryKillSaysSo() {
    try (Attempts attempts = new Attempts()) {
      Outcome end = attempts.shell("tail /dev/zero; echo went on").outcome();
      assertThat(end.succeeded()).isTrue();
      assertThat(end.usage().oomKilled()).isTrue();
    }
  }

  @Test
  void aProgramThatEndsAtOnceIsNotLookedAt() {
    try (Attempts attempts = new Attempts()) {
      Attempts.Ran ran = attempts.shell("true");
      assertThat(ran.told().samples()).isEmpty();
      assertThat(ran.outcome().usage().peakPids()).isNull();
    }
  }

  @Test
  void aProgramThatWritesMoreToDiskThanItMayIsStopped() {
    ExecutionConfig usual = TestEngine.config();
    ExecutionConfig config =
        new ExecutionConfig(
            usual.nodeId(), Optional.empty(), "runc", Optional.empty(), usual.pullTimeout(), 10);
    try (Attempts attempts = new Attempts(config, new HoleInTheSandbox())) {
      Outcome end =
          attempts
              .run(
                  Attempts.spec(
                      withTmp(),
                      "while :; do dd if=/dev/zero of=/tmp/x bs=1M count=5 oflag=direct; done",
                      null))
              .outcome();
      assertThat(end.reason()).isEqualTo(Reason.WRITE_LIMIT);
      assertThat(end.detail())
          .matches(
              "The program had written \\d+ MB to disk, more than the 10 MB this seller allows\\.");
      assertThat(end.usage().blockWrittenBytes()).isGreaterThan(10 * MB);
    }
  }

  /** An image with a folder of its own that anybody may write to. */
  private static String withTmp() {
    return TestEngine.image(
        "lumaris-test/with-tmp",
        "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"--install\", \"-s\","
            + " \"/bin\"]\nRUN [\"/bin/mkdir\", \"-m\", \"1777\", \"/tmp\"]\nENV PATH=/bin\n");
  }

  /**
   * There is nothing in the sandbox that leads to a disk, so the limit is tried with a sandbox that
   * has a hole: {@code /tmp} is on the host's disk. The rate is there because kernels with control
   * groups of version 1 count only what has one.
   */
  private static final class HoleInTheSandbox extends SandboxProfile {
    HoleInTheSandbox() {
      super("runc");
    }

    @Override
    HostConfig hostConfig(JobSpec spec, LocalImage image) {
      return super.hostConfig(spec, image)
          .withReadonlyRootfs(false)
          .withTmpFs(java.util.Map.of())
          .withBlkioDeviceWriteBps(
              List.of(new BlkioRateDevice().withPath(disk()).withRate(1L << 40)));
    }

    private static String disk() {
      try {
        FileStore store = Files.getFileStore(Path.of("/var/lib/docker"));
        String device = store.toString().replaceFirst(".*\\((/dev/[^)]+)\\)$", "$1");
        assumeThat(device).as("images are on a disk").startsWith("/dev/");
        return device;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
