package io.lumaris.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.testing.NakamaService;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Commands of the real jar as child processes; what they write and keep is in one folder. */
final class Commands implements AutoCloseable {
  private static final Path JAR = Path.of("target", "lumaris.jar").toAbsolutePath();
  private static final Path NOTHING = Path.of("/dev/null");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Running> started = new ArrayList<>();

  Commands(Path folder, NakamaService nakama) {
    this.folder = folder;
    with("LUMARIS_SERVER", "127.0.0.1:" + nakama.port());
    with("LUMARIS_KEY", nakama.serverKey());
    with("LUMARIS_DATA", folder.resolve("buyer").toString());
  }

  /** From now on commands find this in their environment. */
  Commands with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** The line of a command that serves on a port. */
  static String[] onPort(String port, String command, String... options) {
    return Stream.concat(Stream.of(command, "--port", port), Stream.of(options))
        .toArray(String[]::new);
  }

  /** How a command ended. */
  record Ran(int exit, String out, String err) {}

  Ran run(String... arguments) throws Exception {
    return start(arguments).end();
  }

  Running start(String... arguments) throws IOException {
    return start(Redirect.from(NOTHING.toFile()), line(arguments));
  }

  /** Starts a command that reads this. */
  Running startReading(String input, String... arguments) throws IOException {
    Path file = Files.writeString(folder.resolve("in-" + started.size()), input);
    return start(Redirect.from(file.toFile()), line(arguments));
  }

  /** Starts a command in a terminal of its own, where a test types. */
  Running startInTerminal(String... arguments) throws IOException {
    // A terminal that nobody looks at has no size, and the prompt then no room.
    String quoted = "stty cols 120 rows 40; exec '" + String.join("' '", line(arguments)) + "'";
    return start(
        Redirect.PIPE, List.of("script", "--quiet", "--return", "--command", quoted, "/dev/null"));
  }

  private Running start(Redirect input, List<String> line) throws IOException {
    int number = started.size();
    Path out = folder.resolve("out-" + number);
    Path err = folder.resolve("err-" + number);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    Process process =
        builder
            .redirectInput(input)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    Running running = new Running(process, out, err);
    started.add(running);
    return running;
  }

  private static List<String> line(String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.concat(
            Stream.of(java, "-XX:TieredStopAtLevel=1", "-jar", JAR.toString()),
            Stream.of(arguments))
        .toList();
  }

  /** Ends what still runs, in an orderly way: a node ends its own processes. */
  @Override
  public void close() {
    started.forEach(running -> running.process.destroy());
    started.forEach(
        running -> await("its end").atMost(LIMIT).until(() -> !running.process.isAlive()));
  }

  /** A command that was started. */
  record Running(Process process, Path outFile, Path errFile) {

    Running ctrlC() throws Exception {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      return this;
    }

    /** Types a line, as a person does in a terminal. */
    Running type(String text) throws IOException {
      process.getOutputStream().write((text + "\r").getBytes(UTF_8));
      process.getOutputStream().flush();
      return this;
    }

    /** Waits until it has ended. */
    Ran end() throws Exception {
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("it ended").isTrue();
      return new Ran(process.exitValue(), out(), err());
    }

    Running awaitOut(String text) {
      await(text)
          .atMost(LIMIT)
          .failFast("it ended", this::requireAlive)
          .untilAsserted(() -> assertThat(out()).contains(text));
      return this;
    }

    Running awaitErr(String text) {
      await(text).atMost(LIMIT).untilAsserted(() -> assertThat(err()).contains(text));
      return this;
    }

    String out() throws IOException {
      return Files.readString(outFile, UTF_8);
    }

    String err() throws IOException {
      return Files.readString(errFile, UTF_8);
    }

    private void requireAlive() throws IOException {
      assertThat(process.isAlive()).as("still runs: %s %s", out(), err()).isTrue();
    }
  }
}
