package io.lumaris.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The {@code up} of another process, that goes on when this one and its terminal are gone. */
public final class Detached {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private Detached() {}

  /**
   * Starts it and returns when everything there is healthy.
   *
   * @param data the data folder that it is told to use
   * @param arguments the arguments of the command line, {@code up} first
   * @param output takes every line it writes until then
   * @return its exit code when it ended instead, having written why; empty when all is healthy
   */
  public static Optional<Integer> start(
      DataFolder data, List<String> arguments, Consumer<String> output) {
    data.open();
    Path log = data.log("up.log");
    Process process = launch(arguments, log);
    Thread ender = new Thread(process::destroy, "detached-end");
    Runtime.getRuntime().addShutdownHook(ender);
    try (BufferedReader lines = Files.newBufferedReader(log)) {
      Optional<Integer> exit = follow(process, data, lines, output);
      Runtime.getRuntime().removeShutdownHook(ender);
      return exit;
    } catch (IOException e) {
      throw new LocalException("Cannot read " + log + ": " + Failures.reason(e), e);
    }
  }

  private static Process launch(List<String> arguments, Path log) {
    List<String> line = new ArrayList<>(List.of(ChildProcess.SETSID.toString()));
    List<String> jvm =
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-Dlumaris.home=" + System.getProperty("lumaris.home", ""));
    line.addAll(JavaCommand.line(jvm, JavaCommand.jar(), arguments));
    try {
      Files.writeString(log, "");
      return new ProcessBuilder(line)
          .redirectErrorStream(true)
          .redirectInput(Path.of("/dev/null").toFile())
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new LocalException(
          "Could not start LUMARIS in the background: " + Failures.reason(e), e);
    }
  }

  private static Optional<Integer> follow(
      Process process, DataFolder data, BufferedReader lines, Consumer<String> output)
      throws IOException {
    while (true) {
      boolean ended = waitFor(process);
      boolean ready = isReady(process, data);
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        output.accept(text);
      }
      if (ended) {
        return Optional.of(process.exitValue());
      }
      if (ready) {
        return Optional.empty();
      }
    }
  }

  private static boolean isReady(Process process, DataFolder data) {
    return UpState.read(data.state())
        .filter(state -> state.ready() && state.supervisor().pid() == process.pid())
        .isPresent();
  }

  private static boolean waitFor(Process process) {
    try {
      return process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroy();
      throw LocalException.interrupted("LUMARIS to start");
    }
  }
}
