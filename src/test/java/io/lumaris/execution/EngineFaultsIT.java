package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.execution.Attempts.Ran;
import io.lumaris.job.JobSpec;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import io.lumaris.testing.RecordingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is the engine's fault is never the buyer's. */
final class EngineFaultsIT {

  @BeforeAll
  static void aSecondEngineIsNeeded() {
    assumeThat(OwnEngine.isPossible()).as("root and dockerd, to run a second engine").isTrue();
  }

  @Test
  void aContainerThatSomebodyElseRemovesIsTheSellersError() {
    try (Attempts attempts = new Attempts()) {
      RecordingListener listener = new RecordingListener();
      Execution execution = attempts.start(spec("echo up; sleep 60"), listener);
      await().until(() -> listener.stdout().equals("up\n"));

      String id =
          TestEngine.client()
              .listContainersCmd()
              .withLabelFilter(Map.of("io.lumaris.attempt", execution.attemptId().toString()))
              .exec()
              .get(0)
              .getId();
      TestEngine.client().removeContainerCmd(id).withForce(true).exec();

      assertThat(ExecutorFixture.end(execution).reason()).isEqualTo(Reason.SELLER_ERROR);
    }
  }

  @Test
  void anEngineThatDiesAndComesBackIsTheSellersErrorAndNothingIsLeft() throws IOException {
    try (OwnEngine engine = new OwnEngine(Optional.empty())) {
      engine.load(TestEngine.busybox());
      try (Attempts attempts = new Attempts(engine.config())) {
        RecordingListener listener = new RecordingListener();
        Execution execution = attempts.start(spec("echo up; sleep 1000"), listener);
        await().until(() -> listener.stdout().equals("up\n"));

        engine.kill();
        assertThatThrownBy(() -> attempts.executor().engine())
            .isInstanceOf(EngineUnavailableException.class);
        engine.start();

        assertThat(ExecutorFixture.end(execution).reason()).isEqualTo(Reason.SELLER_ERROR);
        execution.cleared().toCompletableFuture().join();
        attempts.executor().recover(found -> new RecordingListener());
        assertThat(engine.client().listContainersCmd().withShowAll(true).exec()).isEmpty();
        assertThat(attempts.shell("echo well again").stdout()).isEqualTo("well again\n");
      }
    }
  }

  @Test
  void anEngineThatStaysAwayEndsTheAttempt() throws IOException {
    try (OwnEngine engine = new OwnEngine(Optional.empty())) {
      engine.load(TestEngine.busybox());
      try (Attempts attempts = new Attempts(engine.config())) {
        RecordingListener listener = new RecordingListener();
        Execution execution = attempts.start(spec("echo up; sleep 1000"), listener);
        await().until(() -> listener.stdout().equals("up\n"));

        engine.kill();

        Outcome outcome = ExecutorFixture.end(execution);
        assertThat(outcome.reason()).isEqualTo(Reason.SELLER_ERROR);
        assertThat(outcome.detail())
            .isEqualTo("The Docker Engine stopped answering while the program ran.");
        engine.start();
      }
    }
  }

  @Test
  void anEngineWithoutAnInitRunsProgramsAndSaysSo() throws IOException {
    try (OwnEngine engine = new OwnEngine(Optional.empty(), "--init-path=/no/such/init")) {
      engine.load(TestEngine.busybox());
      try (Attempts attempts = new Attempts(engine.config())) {
        Ran ran = attempts.shell("cat /proc/1/comm; exit 3");
        assertThat(ran.stdout()).isEqualTo("sh\n");
        assertThat(ran.outcome().exitCode()).isEqualTo(3);
        assertThat(ran.outcome().profile().init()).isFalse();

        Outcome unknown =
            attempts
                .run(Attempts.spec(TestEngine.busybox(), null, List.of("no-such-program")))
                .outcome();
        assertThat(unknown.reason()).isEqualTo(Reason.COMMAND_NOT_FOUND);
        assertThat(unknown.detail()).contains("no-such-program").endsWith("it is not there.");
      }
    }
  }

  @Test
  void aRuntimeThatTheEngineDoesNotHaveIsRefusedAtTheStart() throws IOException {
    try (OwnEngine engine = new OwnEngine(Optional.empty())) {
      ExecutionConfig config =
          new ExecutionConfig(
              "n", engine.config().dockerHost(), "runsc", Optional.empty(), Duration.ofMinutes(1));

      assertThatThrownBy(() -> DockerExecutor.open(config).close())
          .isInstanceOf(EngineUnavailableException.class)
          .hasMessageContaining("does not know the runtime runsc")
          .hasMessageContaining("[runc]");
    }
  }

  @Test
  void anImageThatDoesNotFitOnTheDiskIsTriedElsewhere() throws Exception {
    Path small = Files.createTempDirectory("lumaris-small-disk");
    run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", small.toString());
    try (OwnEngine engine = new OwnEngine(Optional.of(small));
        TestRegistry registry = new TestRegistry()) {
      String big =
          TestEngine.image(
              "lumaris-test/too-big",
              "FROM "
                  + TestEngine.busybox()
                  + "\nRUN head -c 40000000 /dev/urandom > /big # "
                  + UUID.randomUUID()
                  + "\n");
      String image = registry.push(big, "too-big");
      registry.stop();
      registry.start(engine.inItsNetwork());
      try (Attempts attempts = new Attempts(engine.config())) {
        Outcome outcome = attempts.run(Attempts.spec(image, "true", null)).outcome();

        assertThat(outcome.reason()).isEqualTo(Reason.IMAGE_PULL_FAILED);
        assertThat(outcome.detail()).contains("no space left on device");
      }
    } finally {
      run("umount", "--lazy", small.toString());
      Files.delete(small);
    }
  }

  private static JobSpec spec(String command) {
    return Attempts.spec(TestEngine.busybox(), command, null);
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.onExit().join().exitValue()).as(String.join(" ", command)).isZero();
  }
}
