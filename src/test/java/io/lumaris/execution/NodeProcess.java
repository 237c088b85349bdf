package io.lumaris.execution;

import io.lumaris.job.AppliedProfile;
import io.lumaris.job.LogStream;
import io.lumaris.job.PullProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A node in a process of its own, so that it can die as nodes die: without a last word. */
final class NodeProcess {
  private final Process process;
  private final BufferedReader said;

  /**
   * @param leaseMs milliseconds the lease holds at first
   * @param renewedMs milliseconds it holds after it was renewed at the first output, 0 for never
   */
  NodeProcess(
      ExecutionConfig config,
      UUID attempt,
      String command,
      long stopMs,
      long leaseMs,
      long renewedMs)
      throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName(),
                config.nodeId(),
                attempt.toString(),
                command,
                Long.toString(stopMs),
                Long.toString(leaseMs),
                Long.toString(renewedMs))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Waits until the program has printed, then kills the node. */
  void dieAfterFirstOutput() throws IOException {
    String line = said.readLine();
    process.destroyForcibly();
    process.onExit().join();
    if (!"output".equals(line)) {
      throw new IllegalStateException("The node said " + line);
    }
  }

  /** The node itself. */
  public static void main(String[] args) throws InterruptedException {
    DockerExecutor executor = DockerExecutor.open(ExecutionConfig.of(args[0]));
    CountDownLatch printed = new CountDownLatch(1);
    Assignment assignment =
        new Assignment(
            UUID.fromString(args[1]),
            UUID.randomUUID(),
            3,
            UUID.randomUUID(),
            Attempts.spec(TestEngine.busybox(), args[2], null),
            Duration.ofMillis(Long.parseLong(args[3])),
            Instant.now().plusMillis(Long.parseLong(args[4])));
    Execution execution = executor.start(assignment, new FirstOutput(printed));
    printed.await();
    long renewedMs = Long.parseLong(args[5]);
    if (renewedMs > 0) {
      execution.extendLease(Instant.now().plusMillis(renewedMs));
      awaitNoted(assignment);
    }
    System.out.println("output");
    new CountDownLatch(1).await();
  }

  private static void awaitNoted(Assignment assignment) {
    String first = ContainerName.of(assignment.attemptId(), assignment.leaseUntil());
    org.awaitility.Awaitility.await()
        .until(() -> RecoveryIT.namesOf(assignment.attemptId()).stream().noneMatch(first::equals));
  }

  private record FirstOutput(CountDownLatch printed) implements ExecutionListener {
    @Override
    public void pulling(PullProgress progress) {}

    @Override
    public void starting() {}

    @Override
    public void started(Instant at, String imageDigest, AppliedProfile profile) {}

    @Override
    public void output(LogStream stream, byte[] bytes) {
      printed.countDown();
    }
  }
}
