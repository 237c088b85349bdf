package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectImageResponse;
import io.lumaris.execution.Attempts.Ran;
import io.lumaris.job.JobSpec;
import io.lumaris.job.Outcome;
import io.lumaris.job.PullProgress;
import io.lumaris.job.Reason;
import io.lumaris.testing.RecordingListener;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images found, fetched with progress from a real registry, and missing for either side's sake. */
final class ImagesIT {
  private static final int BIG = 8 << 20;
  private static TestRegistry registry;
  private Attempts attempts;

  @BeforeAll
  static void openRegistry() {
    registry = new TestRegistry();
  }

  @AfterAll
  static void closeRegistry() throws Exception {
    registry.close();
  }

  @BeforeEach
  void open() {
    attempts = new Attempts();
  }

  @AfterEach
  void close() {
    attempts.close();
  }

  @Test
  void anImageIsFetchedAndItsDigestIsTheRegistrys() throws Exception {
    String image = registry.push(small("fetched"), "fetched");

    Ran ran = run(image);

    assertThat(ran.stdout()).isEqualTo("fetched\n");
    assertThat(ran.told().events()).startsWith("pulling");
    assertThat(ran.told().events()).containsSubsequence("pulling", "starting", "started");
    InspectImageResponse local = TestEngine.client().inspectImageCmd(image).exec();
    assertThat(ran.outcome().imageDigest())
        .isNotEqualTo(local.getId())
        .isEqualTo(local.getRepoDigests().get(0).replaceFirst(".*@", ""));
    assertThat(ran.outcome().profile().imageDigest()).isEqualTo(ran.outcome().imageDigest());
  }

  @Test
  void anImageThatIsHereIsNotFetchedAgain() {
    assertThat(run(TestEngine.busybox()).told().events()).doesNotContain("pulling");
  }

  @Test
  void anImageCanBePinnedByItsDigest() throws Exception {
    String image = registry.push(small("pinned"), "pinned");
    String digest = run(image).outcome().imageDigest();
    String pinned = image.replace(":1", "") + "@" + digest;
    TestRegistry.forget(image);

    assertThat(run(pinned).outcome().imageDigest()).isEqualTo(digest);

    Outcome wrong = run(image.replace(":1", "") + "@sha256:" + "ab".repeat(32)).outcome();
    assertThat(wrong.reason()).isEqualTo(Reason.IMAGE_NOT_FOUND);
  }

  @Test
  void progressGrowsUpToTheImagesSize() throws Exception {
    String image = registry.push(big(), "progress");
    try (SlowWire wire = new SlowWire(registry.port())) {
      RecordingListener listener = new RecordingListener();
      Execution execution = attempts.start(spec(onWire(wire, image)), listener);

      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                wire.grant(1 << 18);
                return listener.progress().stream().filter(p -> p.doneBytes() > 0).count() >= 2;
              });
      wire.open();

      assertThat(ExecutorFixture.end(execution).succeeded()).isTrue();
      List<PullProgress> progress = listener.progress();
      assertThat(progress.get(0)).isEqualTo(new PullProgress(0, 0));
      assertThat(progress).extracting(PullProgress::doneBytes).isSorted();
      assertThat(progress).allMatch(step -> step.doneBytes() <= step.totalBytes());
      assertThat(progress.get(progress.size() - 1).totalBytes()).isGreaterThan(BIG / 2);
    }
  }

  @Test
  void twoAttemptsThatNeedTheSameImageFetchItOnce() throws Exception {
    String image = registry.push(big(), "shared");
    try (SlowWire wire = new SlowWire(registry.port())) {
      RecordingListener first = new RecordingListener();
      RecordingListener second = new RecordingListener();
      Execution one = attempts.start(spec(onWire(wire, image)), first);
      await().until(() -> first.events().contains("pulling"));
      Execution two = attempts.start(spec(onWire(wire, image)), second);
      await().until(() -> second.events().contains("pulling"));
      wire.open();

      assertThat(ExecutorFixture.end(one).succeeded()).isTrue();
      assertThat(ExecutorFixture.end(two).succeeded()).isTrue();
      assertThat(wire.sentBytes()).isLessThan(BIG * 2L);
    }
  }

  @Test
  void stoppingAnAttemptEndsItsPullAtOnce() throws Exception {
    String image = registry.push(big(), "stopped");
    try (SlowWire wire = new SlowWire(registry.port())) {
      RecordingListener listener = new RecordingListener();
      Execution execution = attempts.start(spec(onWire(wire, image)), listener);
      await().until(() -> listener.events().contains("pulling"));

      execution.stop(Reason.CANCELLED_BY_BUYER);

      Outcome outcome = ExecutorFixture.end(execution);
      assertThat(outcome).isEqualTo(Outcome.neverRan(Reason.CANCELLED_BY_BUYER, null));
      assertThat(listener.isStarted()).isFalse();
    }
  }

  @Test
  void aTagOrRepositoryThatTheRegistryDoesNotHaveIsTheBuyersMistake() throws Exception {
    String image = registry.push(small("tagged"), "tagged");

    for (String missing :
        List.of(image.replace(":1", ":2"), registry.address() + "/no/such/repository")) {
      Outcome outcome = run(missing).outcome();
      assertThat(outcome.reason()).isEqualTo(Reason.IMAGE_NOT_FOUND);
      assertThat(outcome.detail())
          .contains(missing, "does not exist in the registry " + registry.address());
    }
  }

  @Test
  void aRegistryThatIsDownIsNotTheBuyersMistake() throws Exception {
    try (TestRegistry other = new TestRegistry()) {
      String image = other.push(small("down"), "down");
      other.stop();

      Outcome outcome = run(image).outcome();

      assertThat(outcome.reason()).isEqualTo(Reason.IMAGE_PULL_FAILED);
      assertThat(outcome.detail()).contains(image).contains("connection refused").endsWith(".");
      other.start();
      assertThat(run(image).outcome().succeeded()).isTrue();
    }
  }

  @Test
  void aRegistryThatStaysSilentIsGivenUpSoon() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      long before = System.nanoTime();

      Outcome outcome = run("127.0.0.1:" + silent.getLocalPort() + "/silent:1").outcome();

      assertThat(outcome.reason()).isEqualTo(Reason.IMAGE_PULL_FAILED);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(12));
    }
  }

  @Test
  void aPullThatTakesTooLongIsGivenUp() throws Exception {
    String image = registry.push(big(), "long");
    ExecutionConfig impatient =
        new ExecutionConfig(
            "test-" + UUID.randomUUID(),
            Optional.empty(),
            "runc",
            Optional.empty(),
            Duration.ofSeconds(3));
    try (SlowWire wire = new SlowWire(registry.port());
        Attempts impatiently = new Attempts(impatient)) {
      wire.grant(1 << 20);

      Outcome outcome = impatiently.run(spec(onWire(wire, image))).outcome();

      assertThat(outcome.reason()).isEqualTo(Reason.IMAGE_PULL_FAILED);
      assertThat(outcome.detail()).contains("takes longer than 3 s");
    }
  }

  @Test
  void anImageRemovedWhileItWasRememberedIsFetchedAgain() throws Exception {
    String image = registry.push(small("removed"), "removed");
    assertThat(run(image).outcome().succeeded()).isTrue();
    TestRegistry.forget(image);

    Ran again = run(image);

    assertThat(again.outcome().succeeded()).as("%s", again.outcome()).isTrue();
  }

  private Ran run(String image) {
    return attempts.run(spec(image));
  }

  private static JobSpec spec(String image) {
    return Attempts.spec(image, null, null);
  }

  private static String onWire(SlowWire wire, String image) {
    return image.replace(registry.address(), wire.address());
  }

  /** An image of its own: nothing that another test holds keeps it on the engine. */
  private static String small(String name) {
    return TestEngine.image(
        "lumaris-test/" + name,
        "FROM scratch\nCOPY busybox /bin/busybox\nLABEL once="
            + UUID.randomUUID()
            + "\nCMD [\"/bin/busybox\", \"echo\", \""
            + name
            + "\"]\n");
  }

  private static String big() {
    return TestEngine.image(
        "lumaris-test/big",
        "FROM "
            + TestEngine.busybox()
            + "\nRUN head -c "
            + BIG
            + " /dev/urandom > /big # "
            + UUID.randomUUID()
            + "\nCMD [\"echo\", \"big\"]\n");
  }
}
