package io.lumaris.execution;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * How this node runs attempts. Settings {@code lumaris.execution.*}, each described in {@code
 * microprofile-config.properties}.
 *
 * @param nodeId marks the containers of this node, so that it clears its own and nobody else's; the
 *     same after every restart, different for two nodes that share one engine
 * @param dockerHost where the engine listens; empty: as the docker command finds it (DOCKER_HOST,
 *     else the local socket)
 * @param runtime runc, or runsc for gVisor
 * @param reservedMemoryMb memory kept from jobs, in MB; empty: an eighth of the machine, at least
 *     256
 * @param pullTimeout longest an image may take to be fetched
 * @param maxWrittenMb what a job may write to disk before it is stopped, in MB
 */
public record ExecutionConfig(
    String nodeId,
    Optional<String> dockerHost,
    String runtime,
    Optional<Integer> reservedMemoryMb,
    Duration pullTimeout,
    int maxWrittenMb) {
  private static final int USUAL_WRITTEN_MB = 1024;
  private static final List<String> RUNTIMES = List.of("runc", "runsc");
  private static final String NODE_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  public ExecutionConfig {
    if (nodeId == null || !nodeId.matches(NODE_ID)) {
      throw new IllegalArgumentException(
          "The node id must be 1 to 64 letters, digits, dots or dashes, it is: " + nodeId);
    }
    if (!RUNTIMES.contains(runtime)) {
      throw new IllegalArgumentException(
          "lumaris.execution.runtime must be one of " + RUNTIMES + ", it is: " + runtime);
    }
    if (reservedMemoryMb.isPresent() && reservedMemoryMb.get() < 0) {
      throw new IllegalArgumentException(
          "lumaris.execution.reserved-memory-mb must not be negative, it is: "
              + reservedMemoryMb.get());
    }
    if (pullTimeout.isNegative() || pullTimeout.isZero()) {
      throw new IllegalArgumentException(
          "lumaris.execution.pull-timeout-s must be 1 or more, it is: " + pullTimeout.toSeconds());
    }
    if (maxWrittenMb < 1) {
      throw new IllegalArgumentException(
          "lumaris.execution.max-written-mb must be 1 or more, it is: " + maxWrittenMb);
    }
  }

  /** With the usual limit to what a job may write. */
  public ExecutionConfig(
      String nodeId,
      Optional<String> dockerHost,
      String runtime,
      Optional<Integer> reservedMemoryMb,
      Duration pullTimeout) {
    this(nodeId, dockerHost, runtime, reservedMemoryMb, pullTimeout, USUAL_WRITTEN_MB);
  }

  /** The defaults for a node of this name. */
  public static ExecutionConfig of(String nodeId) {
    return new ExecutionConfig(
        nodeId, Optional.empty(), "runc", Optional.empty(), Duration.ofMinutes(15));
  }

  /** As configured; throws {@link IllegalArgumentException} with a sentence naming the setting. */
  public static ExecutionConfig from(Config config, String nodeId) {
    return new ExecutionConfig(
        nodeId,
        config.getOptionalValue("lumaris.execution.docker-host", String.class),
        config.getOptionalValue("lumaris.execution.runtime", String.class).orElse("runc"),
        config.getOptionalValue("lumaris.execution.reserved-memory-mb", Integer.class),
        Duration.ofSeconds(
            config.getOptionalValue("lumaris.execution.pull-timeout-s", Long.class).orElse(900L)),
        config
            .getOptionalValue("lumaris.execution.max-written-mb", Integer.class)
            .orElse(USUAL_WRITTEN_MB));
  }
}
