package io.lumaris.execution;

import io.lumaris.job.JobSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The promises of {@link Executor}, kept by real containers. */
final class DockerExecutorIT extends ExecutorContract {

  @Override
  Executor open() {
    return DockerExecutor.open(TestEngine.config());
  }

  @Override
  JobSpec printing(String text, int exitCode) {
    return spec(TestEngine.busybox(), "printf %s '" + text + "'; exit " + exitCode, null);
  }

  @Override
  JobSpec runningForEver() {
    return spec(TestEngine.busybox(), "echo up; while :; do sleep 60; done", null);
  }

  @Override
  JobSpec ofMissingImage() {
    return spec("lumaris-test/no-such-image:1", null, null);
  }

  @Override
  JobSpec ofUnknownProgram() {
    return spec(TestEngine.busybox(), null, List.of("no-such-program"));
  }

  @Override
  JobSpec needingTooMuchMemory() {
    return spec(TestEngine.busybox(), "tail /dev/zero", null);
  }

  @Override
  void pass(Duration time) {
    // Real containers live in real time.
  }

  @Override
  boolean isAnythingLeft(UUID attemptId) {
    return !TestEngine.client()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of("io.lumaris.attempt", attemptId.toString()))
        .exec()
        .isEmpty();
  }
}
