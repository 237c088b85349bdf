package io.lumaris.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The data folder of a PostgreSQL server: made once, and clean before each start. */
final class PostgresFolder {
  static final String VERSION_FILE = "PG_VERSION";

  private static final Duration INIT_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final int STATUS_LINE = 7;

  private final Path data;
  private final PostgresBinaries binaries;
  private final Secrets secrets;
  private final Path pidFile;

  PostgresFolder(Path data, PostgresBinaries binaries, Secrets secrets) {
    this.data = data;
    this.binaries = binaries;
    this.secrets = secrets;
    this.pidFile = data.resolve("postmaster.pid");
  }

  /** Makes the folder with initdb, or checks that it is one of our version. */
  void prepare() {
    try {
      if (!Files.exists(data.resolve(VERSION_FILE))) {
        initialise();
      }
      String version = Files.readString(data.resolve(VERSION_FILE)).trim();
      if (!version.equals(PostgresBinaries.MAJOR)) {
        throw new LocalException(
            "The data in "
                + data
                + " was written by PostgreSQL "
                + version
                + ", this LUMARIS has "
                + PostgresBinaries.MAJOR
                + ": carry it over with pg_dump, or start with another"
                + " folder (--data).");
      }
    } catch (IOException e) {
      throw new LocalException(
          "Could not make the database in " + data + ": " + Failures.reason(e), e);
    }
  }

  private void initialise() throws IOException {
    // Made beside and then moved: a start that was cut off leaves nothing half done behind.
    Path unfinished = Path.of(data + ".new");
    Folders.delete(unfinished);
    PrivateFile.createFolder(data.toAbsolutePath().getParent());
    Path password = Path.of(data + ".password");
    PrivateFile.write(password, secrets.get(Secrets.Key.POSTGRES_PASSWORD));
    try {
      Command.Result made =
          Command.of(
                  binaries.command(
                      "initdb",
                      "-D",
                      unfinished.toString(),
                      "-U",
                      "postgres",
                      "-A",
                      "scram-sha-256",
                      "--pwfile",
                      password.toString(),
                      "-E",
                      "UTF8",
                      "--locale=C",
                      "--locale-provider=builtin",
                      "--builtin-locale=C.UTF-8"))
              .run(INIT_LIMIT);
      if (!made.ok()) {
        Folders.delete(unfinished);
        throw new IOException(
            Failures.diskFull(made.lastLines(20))
                ? "No space left on device"
                : "initdb says" + Failures.quote(made.lastLines(3)));
      }
      Files.move(unfinished, data);
    } finally {
      Files.deleteIfExists(password);
    }
  }

  /**
   * Stops a server that a killed predecessor left running in this folder, and removes the mark of
   * one that is gone: PostgreSQL itself would refuse to start when that process id is in use again.
   */
  void clearLeftBehind() {
    Optional<Long> pid = recordedPid();
    if (pid.isEmpty()) {
      return;
    }
    if (isOurServer(pid.get())) {
      askToStop("fast");
      waitForEnd(pid.get());
      return;
    }
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new LocalException("Could not remove " + pidFile + ": " + Failures.reason(e), e);
    }
  }

  private static void waitForEnd(long pid) {
    try {
      ProcessHandle.of(pid)
          .ifPresent(
              server -> server.onExit().orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS).join());
    } catch (CompletionException stillThere) {
      throw new LocalException(
          "A PostgreSQL of an earlier start (process " + pid + ") does not end: end it yourself.",
          stillThere);
    }
  }

  private boolean isOurServer(long pid) {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
      return line.contains("postgres -D " + data + " ");
    } catch (IOException gone) {
      return false;
    }
  }

  private Optional<Long> recordedPid() {
    return pidFileLines().stream().findFirst().map(String::trim).map(Long::valueOf);
  }

  /** True when the server with this process id has said that it takes connections. */
  boolean isReady(long pid) {
    List<String> lines = pidFileLines();
    return lines.size() > STATUS_LINE
        && lines.get(0).trim().equals(String.valueOf(pid))
        && lines.get(STATUS_LINE).trim().equals("ready");
  }

  private List<String> pidFileLines() {
    try {
      return Files.readAllLines(pidFile);
    } catch (NoSuchFileException notRunning) {
      return List.of();
    } catch (IOException e) {
      throw new LocalException("Could not read " + pidFile + ": " + Failures.reason(e), e);
    }
  }

  /** Sends the server of this folder the signal for one of pg_ctl's ways to stop. */
  void askToStop(String mode) {
    Command.of(binaries.command("pg_ctl", "stop", "-D", data.toString(), "-m", mode, "-W", "-s"))
        .run(STOP_LIMIT);
  }
}
