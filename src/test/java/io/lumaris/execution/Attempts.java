package io.lumaris.execution;

import io.lumaris.job.JobSpec;
import io.lumaris.job.Outcome;
import io.lumaris.testing.RecordingListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs single programs on the real engine and says what came of them. */
final class Attempts implements AutoCloseable {
  private final DockerExecutor executor;

  /** What one attempt told and how it ended. */
  record Ran(Outcome outcome, RecordingListener told) {
    String stdout() {
      return told.stdout();
    }

    String stderr() {
      return told.stderr();
    }
  }

  Attempts() {
    this(TestEngine.config());
  }

  Attempts(ExecutionConfig config) {
    executor = DockerExecutor.open(config);
  }

  /** With another sandbox than the real one. */
  Attempts(ExecutionConfig config, SandboxProfile profile) {
    executor = DockerExecutor.open(config, profile);
  }

  DockerExecutor executor() {
    return executor;
  }

  /** Runs a shell command in busybox with 64 MB. */
  Ran shell(String command) {
    return run(spec(TestEngine.busybox(), command, null));
  }

  Ran run(JobSpec spec) {
    RecordingListener listener = new RecordingListener();
    return new Ran(ExecutorFixture.end(start(spec, listener)), listener);
  }

  Execution start(JobSpec spec, ExecutionListener listener) {
    return executor.start(
        ExecutorFixture.assignment(spec, Duration.ofSeconds(50), Instant.now().plusSeconds(300)),
        listener);
  }

  static JobSpec spec(String image, String command, List<String> args) {
    return ExecutorFixture.spec(image, command, args);
  }

  static JobSpec withEnv(JobSpec spec, Map<String, String> env) {
    return JobSpec.image(spec.image())
        .command(spec.command())
        .args(spec.args())
        .env(env)
        .cpus(spec.cpus())
        .memoryMb(spec.memoryMb())
        .timeoutS(spec.timeoutS())
        .build();
  }

  @Override
  public void close() {
    executor.close();
  }
}
