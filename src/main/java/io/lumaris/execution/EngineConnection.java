package io.lumaris.execution;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The one connection to the container engine, and what the engine says of itself. */
final class EngineConnection implements AutoCloseable {
  private static final long MB = 1024L * 1024;
  private static final List<String> KNOWN_RUNTIMES = List.of("runc", "runsc");

  /**
   * Tells of every retry, which {@link EngineFailures} says once and better. Held here, since a
   * logger that nobody holds forgets its level.
   */
  private static final Logger HTTP_LOG = Logger.getLogger("org.apache.hc.client5");

  private final URI host;
  private final DockerClient client;

  static {
    HTTP_LOG.setLevel(Level.WARNING);
  }

  private EngineConnection(URI host, DockerClient client) {
    this.host = host;
    this.client = client;
  }

  /**
   * Prepares the connection; nothing is sent yet. Throws {@link EngineUnavailableException} when
   * the address makes no sense.
   */
  static EngineConnection to(Optional<String> dockerHost) {
    try {
      DefaultDockerClientConfig.Builder builder =
          DefaultDockerClientConfig.createDefaultConfigBuilder();
      dockerHost.ifPresent(builder::withDockerHost);
      DockerClientConfig config = builder.build();
      ApacheDockerHttpClient http =
          new ApacheDockerHttpClient.Builder()
              .dockerHost(config.getDockerHost())
              .sslConfig(config.getSSLConfig())
              .build();
      return new EngineConnection(
          config.getDockerHost(), DockerClientImpl.getInstance(config, http));
    } catch (RuntimeException e) {
      throw EngineFailures.badAddress(dockerHost, e);
    }
  }

  DockerClient client() {
    return client;
  }

  Engine engine(Optional<Integer> reservedMemoryMb) {
    Info info = info();
    int total = (int) (info.getMemTotal() / MB);
    int reserved = reservedMemoryMb.orElse(Math.max(256, total / 8));
    List<String> runtimes =
        KNOWN_RUNTIMES.stream().filter(info.getRuntimes()::containsKey).toList();
    return new Engine(
        info.getNCPU(),
        Math.max(0, total - reserved),
        info.getServerVersion(),
        runtimes,
        Optional.ofNullable(info.getDockerRootDir()).map(Path::of));
  }

  /** The seccomp profile of a container that asks for none: "default", "custom" or "none". */
  String seccomp() {
    List<String> options = info().getSecurityOptions();
    return options == null
        ? "none"
        : options.stream()
            .filter(option -> option.startsWith("name=seccomp"))
            .map(EngineConnection::seccompProfile)
            .findFirst()
            .orElse("none");
  }

  private static String seccompProfile(String option) {
    String profile = option.replaceFirst(".*profile=", "");
    return switch (profile) {
      case "default", "builtin", "name=seccomp" -> "default";
      case "unconfined" -> "none";
      default -> "custom";
    };
  }

  private Info info() {
    return ask(() -> client.infoCmd().exec());
  }

  /** What the engine answers; throws {@link EngineUnavailableException} when it does not. */
  <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      throw unavailable(e);
    }
  }

  EngineUnavailableException unavailable(RuntimeException e) {
    return e instanceof EngineUnavailableException known
        ? known
        : EngineFailures.unavailable(host, e);
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The connection to the container engine did not close", e);
    }
  }
}
