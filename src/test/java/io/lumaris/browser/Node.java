package io.lumaris.browser;

import static org.awaitility.Awaitility.await;

import io.lumaris.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code lumaris.jar serve} in a process of its own, in the roles of its settings. */
final class Node {
  private static final Path JAR =
      Path.of(System.getProperty("lumaris.jar", "target/lumaris.jar")).toAbsolutePath();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final long STOP_LIMIT_S = 40;

  private final Path log;
  private final int port;
  private final Map<String, String> settings;
  private Process process;

  /**
   * Starts it and returns when it is ready.
   *
   * @param name what its log file is called
   * @param settings {@code LUMARIS_*}
   */
  Node(String name, Path folder, Map<String, String> settings) {
    this.log = folder.resolve(name + ".log");
    this.port = Ports.free();
    this.settings = Map.copyOf(settings);
    start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  void start() {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    JAR.toString(),
                    "serve",
                    "--port",
                    String.valueOf(port)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(settings);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await()
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .failFast("it ended", this::requireAlive)
        .until(this::isReady);
  }

  /** Asks it to end and waits until it has. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean isReady() {
    try {
      return HTTP.send(
                  HttpRequest.newBuilder(url().resolve("/health/ready"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(log + " ends with:\n" + lastWords());
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }
}
