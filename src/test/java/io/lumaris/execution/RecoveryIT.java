package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.Container;
import io.lumaris.job.LogStream;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import io.lumaris.testing.RecordingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node finds of itself after it was killed. */
final class RecoveryIT {
  private static final long MINUTE = 60_000;
  private static final String TICKING = "i=0; while :; do echo $i; i=$((i+1)); sleep 0.1; done";

  private final ExecutionConfig config = TestEngine.config();
  private final UUID attempt = UUID.randomUUID();
  private final RecordingListener listener = new RecordingListener();
  private final List<Recovered> recovered = new ArrayList<>();
  private DockerExecutor executor;

  @AfterEach
  void close() {
    if (executor != null) {
      executor.close();
    }
    assertThat(containersOf(attempt)).isEmpty();
  }

  @Test
  void anAttemptWhoseLeaseHoldsGoesOn() throws Exception {
    killNodeRunning(TICKING, MINUTE, MINUTE, 0);

    Execution execution = recover().get(0);

    await().until(() -> listener.stdout().lines().count() >= 3);
    assertThat(execution.attemptId()).isEqualTo(attempt);
    Assignment assignment = recovered.get(0).assignment();
    assertThat(assignment.number()).isEqualTo(3);
    assertThat(assignment.stopAfter()).isEqualTo(Duration.ofMillis(MINUTE));
    assertThat(assignment.spec().image()).isEqualTo(TestEngine.busybox());
    assertThat(listener.profile().user()).isEqualTo("65534:65534");
    assertThat(new String(listener.bytes(LogStream.SYSTEM), StandardCharsets.UTF_8))
        .contains("restarted");
    execution.stop(Reason.CANCELLED_BY_BUYER);
    Outcome outcome = ExecutorFixture.end(execution);
    assertThat(outcome.reason()).isEqualTo(Reason.CANCELLED_BY_BUYER);
    assertThat(outcome.imageDigest()).isEqualTo(listener.digest()).startsWith("sha256:");
  }

  @Test
  void aRenewedLeaseIsRememberedAcrossTheDeathOfTheNode() throws Exception {
    killNodeRunning(TICKING, MINUTE, 4_000, MINUTE);
    await().until(() -> Instant.now().isAfter(leaseOnLabel()));

    List<Execution> executions = recover();

    assertThat(executions).hasSize(1);
    assertThat(recovered.get(0).assignment().leaseUntil()).isAfter(Instant.now().plusSeconds(20));
  }

  @Test
  void anAttemptWhoseLeaseEndedIsRemoved() throws Exception {
    killNodeRunning(TICKING, MINUTE, 4_000, 0);
    await().until(() -> Instant.now().isAfter(leaseOnLabel()));

    assertThat(recover()).isEmpty();

    assertThat(containersOf(attempt)).isEmpty();
  }

  @Test
  void theTimeTheNodeWasDeadCountsAgainstTheProgramsTime() throws Exception {
    killNodeRunning(TICKING, 3_000, MINUTE, 0);

    Outcome outcome = ExecutorFixture.end(recover().get(0));

    assertThat(outcome.reason()).isEqualTo(Reason.BUDGET_REACHED); // its time limit is longer
    assertThat(outcome.runMs()).isLessThan(20_000);
  }

  @Test
  void aProgramThatEndedMeanwhileIsReported() throws Exception {
    killNodeRunning("echo x; sleep 1; exit 7", MINUTE, MINUTE, 0);
    await().until(() -> containersOf(attempt).get(0).getState().equals("exited"));

    Outcome outcome = ExecutorFixture.end(recover().get(0));

    assertThat(outcome.reason()).isEqualTo(Reason.EXIT_CODE);
    assertThat(outcome.exitCode()).isEqualTo(7);
  }

  @Test
  void aRecoveredAttemptCannotBeStartedAgain() throws Exception {
    killNodeRunning(TICKING, MINUTE, MINUTE, 0);
    recover();

    assertThatThrownBy(() -> executor.start(recovered.get(0).assignment(), listener))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aContainerThatWasNeverStartedIsRemovedAndThoseOfOthersStay() {
    ExecutionConfig other = TestEngine.config();
    create(config.nodeId(), attempt);
    UUID others = UUID.randomUUID();
    create(other.nodeId(), others);

    assertThat(recover()).isEmpty();

    assertThat(containersOf(attempt)).isEmpty();
    assertThat(containersOf(others)).hasSize(1);
    DanglingContainers.remove(TestEngine.client(), containersOf(others).get(0).getId());
  }

  @Test
  void whatNobodyLooksAfterIsRemovedOnlyWhenItIsOldEnough() {
    create(config.nodeId(), attempt);
    DanglingContainers dangling = new DanglingContainers(TestEngine.client(), config.nodeId());

    assertThat(dangling.sweep(id -> false, Duration.ofMinutes(2))).isZero();
    assertThat(dangling.sweep(attempt::equals, Duration.ZERO)).isZero();
    assertThat(dangling.sweep(id -> false, Duration.ZERO)).isEqualTo(1);
  }

  private void killNodeRunning(String command, long stopMs, long leaseMs, long renewedMs)
      throws IOException {
    new NodeProcess(config, attempt, command, stopMs, leaseMs, renewedMs).dieAfterFirstOutput();
  }

  private List<Execution> recover() {
    executor = DockerExecutor.open(config);
    return executor.recover(
        found -> {
          recovered.add(found);
          return listener;
        });
  }

  private Instant leaseOnLabel() {
    String label = containersOf(attempt).get(0).getLabels().get("io.lumaris.lease-until");
    return Instant.ofEpochMilli(Long.parseLong(label));
  }

  private static void create(String nodeId, UUID attempt) {
    Assignment assignment =
        new Assignment(
            attempt,
            UUID.randomUUID(),
            1,
            UUID.randomUUID(),
            Attempts.spec(TestEngine.busybox(), null, null),
            Duration.ofMinutes(1),
            Instant.now().plusSeconds(60));
    TestEngine.client()
        .createContainerCmd(TestEngine.busybox())
        .withName(ContainerName.of(attempt, assignment.leaseUntil()))
        .withLabels(ContainerLabels.of(nodeId, assignment))
        .exec();
  }

  static List<String> namesOf(UUID attempt) {
    return containersOf(attempt).stream()
        .flatMap(container -> Arrays.stream(container.getNames()))
        .map(name -> name.substring(1))
        .toList();
  }

  private static List<Container> containersOf(UUID attempt) {
    return TestEngine.client()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of("io.lumaris.attempt", attempt.toString()))
        .exec();
  }
}
