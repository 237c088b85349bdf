package io.lumaris.nakama;

import io.lumaris.local.EmbeddedPostgres;
import io.lumaris.local.NakamaBinary;
import io.lumaris.local.NakamaProcess;
import io.lumaris.local.Ports;
import io.lumaris.local.Progress;
import io.lumaris.local.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real Nakama on a real PostgreSQL with {@code module.js} of this package, which does to a client
 * what a module can do, and knows nothing about jobs.
 */
final class NakamaServer implements AutoCloseable {

  /** Long before a test waits in vain, but not so long that a dead peer goes unnoticed. */
  private static final Duration PING_INTERVAL = Duration.ofSeconds(2);

  private static final String SERVER_KEY = "the-tests-key";

  private final EmbeddedPostgres postgres;
  private final NakamaProcess nakama;

  private NakamaServer(EmbeddedPostgres postgres, NakamaProcess nakama) {
    this.postgres = postgres;
    this.nakama = nakama;
  }

  static NakamaServer start() {
    Path target = Path.of("target").toAbsolutePath();
    Secrets secrets = Secrets.random();
    try {
      Path folder = Files.createTempDirectory(target, "nakama-it-");
      EmbeddedPostgres postgres =
          EmbeddedPostgres.start(
              new EmbeddedPostgres.Settings(
                  target.resolve("postgresql"),
                  folder.resolve("data"),
                  folder.resolve("postgresql.log"),
                  0,
                  secrets));
      NakamaProcess.Settings settings =
          new NakamaProcess.Settings(
              NakamaBinary.in(target.resolve("nakama-server")).find(new Progress.Step() {}),
              folder.resolve("nakama"),
              module(folder),
              folder.resolve("nakama.log"),
              Ports.freeBlock(2, 1),
              postgres.database(),
              secrets,
              SERVER_KEY,
              "warn");
      NakamaProcess.migrate(settings);
      return new NakamaServer(postgres, NakamaProcess.start(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path module(Path folder) throws IOException {
    Path file = folder.resolve("module.js");
    try (InputStream module = NakamaServer.class.getResourceAsStream("module.js")) {
      Files.copy(module, file);
    }
    return file;
  }

  NakamaSettings settings() {
    return ClientUnderTest.withPingInterval(
        NakamaSettings.of(nakama.address(), SERVER_KEY), PING_INTERVAL);
  }

  /** As a power cut would end it. */
  void kill() {
    nakama.kill();
  }

  /** Ends it if it runs, and starts it again at the same address. */
  void restart() {
    nakama.restart();
  }

  /** It keeps its connections and says nothing any more. */
  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  @Override
  public void close() {
    nakama.stop();
    postgres.stop();
  }

  private void signal(String name) {
    try {
      long pid = nakama.identity().pid();
      int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
