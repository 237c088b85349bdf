package io.lumaris.execution;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A Docker Engine of the test's own, which it may break. Needs root, as every engine does. */
final class OwnEngine implements AutoCloseable {
  private final Path folder;
  private final Path data;
  private final List<String> options;
  private final EngineConnection connection;
  private Process process;

  /**
   * @param data where the engine keeps images, a folder of its own when empty
   */
  OwnEngine(Optional<Path> data, String... options) throws IOException {
    this.folder = Files.createTempDirectory("lumaris-engine");
    this.data = data.orElse(folder.resolve("data"));
    this.options = Arrays.asList(options);
    Files.writeString(folder.resolve("daemon.json"), "{}");
    this.connection = EngineConnection.to(Optional.of(host()));
    start();
  }

  /** Whether this machine can run one: skipping is said aloud, by the assumption that asks. */
  static boolean isPossible() {
    return Files.isExecutable(Path.of("/usr/sbin/dockerd"))
        && Files.isExecutable(Path.of("/usr/bin/unshare"))
        && "root".equals(System.getProperty("user.name"));
  }

  private String host() {
    return "unix://" + folder.resolve("docker.sock");
  }

  DockerClient client() {
    return connection.client();
  }

  ExecutionConfig config() {
    return new ExecutionConfig(
        "test-" + UUID.randomUUID(),
        Optional.of(host()),
        "runc",
        Optional.empty(),
        Duration.ofMinutes(2));
  }

  /** Copies an image of the machine's engine here. */
  void load(String image) throws IOException {
    try (InputStream saved = TestEngine.client().saveImageCmd(image).exec()) {
      client().loadImageCmd(saved).exec();
    }
  }

  void start() {
    try {
      // A killed engine's note of its containerd would make the next one wait for a dead one.
      Files.deleteIfExists(folder.resolve("exec/containerd/containerd.pid"));
      process =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(this::answers);
  }

  /** In namespaces of its own: an engine without a bridge takes the host's bridge away. */
  private List<String> command() {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--net", "sh", "-c"));
    command.add("/bin/busybox ip link set lo up; exec \"$@\"");
    command.addAll(
        List.of(
            "sh",
            "/usr/sbin/dockerd",
            "--config-file=" + folder.resolve("daemon.json"),
            "--host=" + host(),
            "--data-root=" + data,
            "--exec-root=" + folder.resolve("exec"),
            "--pidfile=" + folder.resolve("pid"),
            "--bridge=none",
            "--iptables=false",
            "--ip-forward=false",
            "--ip-masq=false"));
    command.addAll(options);
    return command;
  }

  /** Makes this machine's command run where the engine's loopback is. */
  List<String> inItsNetwork() {
    return List.of("nsenter", "--net", "--target", Long.toString(process.pid()));
  }

  private boolean answers() {
    client().pingCmd().exec();
    return true;
  }

  /** As a crash would end it. */
  void kill() {
    process.destroyForcibly();
    await().until(() -> !process.isAlive());
  }

  /** As an operator stops it, with what it runs. */
  void stop() {
    process.destroy();
    await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
  }

  @Override
  public void close() throws IOException {
    if (!process.isAlive()) {
      start();
    }
    client()
        .listContainersCmd()
        .withShowAll(true)
        .exec()
        .forEach(container -> DanglingContainers.remove(client(), container.getId()));
    stop();
    connection.close();
    Process delete =
        new ProcessBuilder("rm", "-rf", "--one-file-system", folder.toString()).start();
    delete.onExit().join();
  }
}
