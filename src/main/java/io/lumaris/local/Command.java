package io.lumaris.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that is run to its end. One that is not there gives exit code 127, as in a shell; one
 * that takes longer than allowed is ended and gives 124.
 */
final class Command {
  /** What a shell answers for a program that does not exist. */
  static final int NOT_FOUND = 127;

  /** What {@code timeout(1)} answers. */
  static final int TIMED_OUT = 124;

  private static final int KEPT_CHARS = 64 * 1024;
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  private final List<String> line;
  private Map<String, String> environment = Map.of();
  private Path folder = Path.of("").toAbsolutePath();
  private boolean uninterruptible;

  private Command(List<String> line) {
    this.line = line;
  }

  /**
   * How it ended.
   *
   * @param exit its exit code
   * @param output what it wrote to both streams, the last 64 KiB
   */
  record Result(int exit, String output) {
    boolean ok() {
      return exit == 0;
    }

    List<String> lastLines(int count) {
      List<String> all = output.lines().filter(text -> !text.isBlank()).toList();
      return all.subList(Math.max(0, all.size() - count), all.size());
    }
  }

  static Command of(List<String> line) {
    return new Command(List.copyOf(line));
  }

  static Command of(String... line) {
    return of(List.of(line));
  }

  static Result run(Duration limit, String... line) {
    return of(line).run(limit);
  }

  Command with(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  Command in(Path workingFolder) {
    folder = workingFolder;
    return this;
  }

  /** Leaves it to end by itself when we are on our way out, Ctrl-C in the terminal included. */
  Command uninterruptible() {
    uninterruptible = true;
    return this;
  }

  /**
   * Runs it.
   *
   * @throws LocalException when this thread is interrupted; the program is ended first
   */
  Result run(Duration limit) {
    ProcessBuilder builder =
        new ProcessBuilder(program()).redirectErrorStream(true).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Result(NOT_FOUND, String.valueOf(e.getMessage()));
    }
    if (!uninterruptible) {
      RUNNING.add(process);
    }
    try {
      return watch(process, limit);
    } finally {
      RUNNING.remove(process);
    }
  }

  private List<String> program() {
    boolean apart = uninterruptible && Files.isExecutable(ChildProcess.SETSID);
    return apart
        ? Stream.concat(Stream.of(ChildProcess.SETSID.toString()), line.stream()).toList()
        : line;
  }

  private Result watch(Process process, Duration limit) {
    StringBuilder output = new StringBuilder();
    Thread reader =
        new Thread(() -> read(process.getInputStream(), output), "output-" + line.get(0));
    reader.setDaemon(true);
    reader.start();
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        end(process);
      }
      // A grandchild may keep the pipe open: what it still writes is not ours to wait for.
      reader.join(ended ? 1000 : 100);
      synchronized (output) {
        return new Result(ended ? process.exitValue() : TIMED_OUT, output.toString());
      }
    } catch (InterruptedException e) {
      if (!uninterruptible) {
        end(process);
      }
      throw LocalException.interrupted(line.get(0));
    }
  }

  private void read(InputStream from, StringBuilder output) {
    try (var lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        synchronized (output) {
          output.append(text).append('\n');
          output.delete(0, Math.max(0, output.length() - KEPT_CHARS));
        }
      }
    } catch (IOException closed) {
      // It was ended while it wrote.
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  /** Ends whatever runs at this moment: for the way out. */
  static void endAll() {
    RUNNING.forEach(Command::end);
  }
}
