package io.lumaris.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A server that we started and that must not outlive us.
 *
 * <p>It gets a session of its own ({@code setsid}): Ctrl-C in the terminal then reaches only us,
 * and we end the parts in the right order instead of all at once.
 */
final class ChildProcess {
  /** Starts a program in a session of its own. */
  static final Path SETSID = Path.of("/usr/bin/setsid");

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final String name;
  private final Process process;
  private final ProcessIdentity identity;
  private final RollingLog log;
  private final CompletableFuture<Void> drained;

  private ChildProcess(String name, Process process, ProcessIdentity identity, RollingLog log) {
    this.name = name;
    this.process = process;
    this.identity = identity;
    this.log = log;
    this.drained = new CompletableFuture<>();
  }

  /**
   * Starts a program.
   *
   * @param name what to call it in sentences
   * @param command program and arguments; no secret may be among them, {@code ps} shows them
   * @param environment variables beside our own
   * @param logFile where its output goes
   * @throws LocalException when it cannot be started
   */
  static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path logFile) {
    Redirect nothing = Redirect.from(Path.of("/dev/null").toFile());
    return start(name, command, environment, logFile, nothing);
  }

  /** The same for a program that ends when its input does: at the latest when this process does. */
  static ChildProcess startWatching(
      String name, List<String> command, Map<String, String> environment, Path logFile) {
    return start(name, command, environment, logFile, Redirect.PIPE);
  }

  private static ChildProcess start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path logFile,
      Redirect input) {
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      line.add(SETSID.toString());
    }
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectInput(input);
    try {
      Files.createDirectories(logFile.toAbsolutePath().getParent());
      Process process = builder.start();
      ProcessIdentity identity =
          ProcessIdentity.of(process.pid()).orElse(new ProcessIdentity(process.pid(), -1, ""));
      ChildProcess child = new ChildProcess(name, process, identity, new RollingLog(logFile));
      child.pump();
      return child;
    } catch (IOException e) {
      throw new LocalException("Could not start " + name + ": " + e.getMessage() + ".", e);
    }
  }

  private void pump() {
    Thread thread =
        new Thread(
            () -> {
              log.copy(process.getInputStream());
              drained.complete(null);
            },
            name + "-log");
    thread.setDaemon(true);
    thread.start();
  }

  String name() {
    return name;
  }

  ProcessIdentity identity() {
    return identity;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** True when it has ended with exit code 0. */
  boolean succeeded() {
    return !process.isAlive() && process.exitValue() == 0;
  }

  /** Completes when it has ended, however it ended. */
  CompletableFuture<Void> onExit() {
    return process.onExit().thenAccept(ended -> {});
  }

  /** Its last lines, with all that it wrote before it ended. */
  List<String> lastLines(int lines) {
    if (!process.isAlive()) {
      waitQuietly(drained, Duration.ofSeconds(1));
    }
    return log.tail(lines);
  }

  /**
   * Waits until it is ready. When it ends before that, does not become ready in time, or this
   * thread is interrupted, it is ended.
   *
   * @param failure the sentence for the first two cases
   * @throws LocalException in all three
   */
  void awaitReady(BooleanSupplier ready, Duration limit, Supplier<LocalException> failure) {
    long end = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      boolean ended = awaitExit(BETWEEN_LOOKS);
      if (Thread.currentThread().isInterrupted()) {
        kill();
        throw new LocalException("Stopped while starting " + name + ".");
      }
      if (ended || System.nanoTime() > end) {
        kill();
        throw failure.get();
      }
    }
  }

  /** Asks it to end (SIGTERM) and, when the time is over, ends it with all its children. */
  void stop(Duration patience) {
    process.destroy();
    if (!waitQuietly(process.onExit(), patience)) {
      kill();
    }
  }

  /** Waits for its end; false when it still runs after that time. */
  boolean awaitExit(Duration patience) {
    return waitQuietly(process.onExit(), patience);
  }

  /** SIGKILL to it and everything it started, and waits until they are gone. */
  void kill() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    waitQuietly(process.onExit(), Duration.ofSeconds(10));
    all.forEach(handle -> waitQuietly(handle.onExit(), Duration.ofSeconds(10)));
  }

  private static boolean waitQuietly(CompletableFuture<?> event, Duration patience) {
    boolean interrupted = false;
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        try {
          event.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
          return true;
        } catch (InterruptedException e) {
          interrupted = true; // a stop that was asked to hurry still has to end what it started
        } catch (ExecutionException e) {
          return true;
        } catch (TimeoutException e) {
          return false;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
