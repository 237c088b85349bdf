package io.lumaris.execution;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.PushImageCmd;
import com.github.dockerjava.api.model.AuthConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real image registry on the loopback (Debian's package docker-registry). */
final class TestRegistry implements AutoCloseable {
  private static final String PROGRAM = "docker-registry";

  private final Path folder;
  private final int port;
  private Process process;

  TestRegistry() {
    try {
      folder = Files.createTempDirectory("lumaris-registry");
      port = freePort();
      Files.writeString(
          folder.resolve("config.yml"),
          "version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\n"
              + "storage: {filesystem: {rootdirectory: "
              + folder.resolve("data")
              + "}}\nhttp: {addr: \"127.0.0.1:"
              + port
              + "\"}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  int port() {
    return port;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  void start() {
    start(List.of());
    await().ignoreExceptions().until(this::answers);
  }

  /**
   * Serves the same images elsewhere.
   *
   * @param elsewhere a command that runs the command that follows it
   */
  void start(List<String> elsewhere) {
    List<String> command = new ArrayList<>(elsewhere);
    command.addAll(List.of(PROGRAM, "serve", folder.resolve("config.yml").toString()));
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "These tests need an image registry: install the package docker-registry", e);
    }
  }

  void stop() {
    process.destroyForcibly();
    await().until(() -> !process.isAlive());
  }

  /** Moves a local image into the registry under this name; the engine has it no longer. */
  String push(String localImage, String name) throws InterruptedException {
    String repository = address() + "/" + name;
    TestEngine.client().tagImageCmd(localImage, repository, "1").exec();
    PushImageCmd push =
        TestEngine.client().pushImageCmd(repository).withTag("1").withAuthConfig(new AuthConfig());
    push.start().awaitCompletion();
    forget(repository + ":1");
    forget(localImage);
    return repository + ":1";
  }

  /** Removes an image from the engine, as far as no other name holds it. */
  static void forget(String image) {
    TestEngine.client().removeImageCmd(image).withForce(true).exec();
  }

  private boolean answers() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
