package io.lumaris.local;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A real PostgreSQL on the loopback address, with a data folder that lasts. It is a child of this
 * process; one that was left behind by a killed predecessor is stopped before the start.
 *
 * <p>Its programs come from {@code io.zonky.test.postgres}; the starter of that project is not used
 * (docs/decisions/0010): it stops the database in a shutdown hook of its own, while the seller
 * still reports, and lets everybody on the machine in without a password.
 */
public final class EmbeddedPostgres implements Part {
  /** The database that Nakama and the schema {@code lumaris} live in, and its owner. */
  public static final String DATABASE = "nakama";

  private static final String LOOPBACK = "127.0.0.1";
  private static final String SUPERUSER = "postgres";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final Settings settings;
  private final PostgresBinaries binaries;
  private final PostgresFolder folder;
  private final int port;
  private ChildProcess process;

  /**
   * What it needs to start.
   *
   * @param programs folder for PostgreSQL's programs; may be shared by many, is filled when empty
   * @param data folder for the databases; is made when it is not there
   * @param log its log file
   * @param port TCP port, or 0 for a free one
   * @param secrets the passwords; a data folder keeps those it was made with
   */
  public record Settings(Path programs, Path data, Path log, int port, Secrets secrets) {}

  private EmbeddedPostgres(Settings settings, PostgresBinaries binaries, int port) {
    this.settings = settings;
    this.binaries = binaries;
    this.folder = new PostgresFolder(settings.data(), binaries, settings.secrets());
    this.port = port;
  }

  /**
   * Unpacks, initialises, starts, makes the database {@value #DATABASE}, each where it has not been
   * done, and returns when it answers.
   *
   * @throws LocalException with one sentence when that cannot be
   */
  public static EmbeddedPostgres start(Settings settings) {
    PostgresBinaries binaries = PostgresBinaries.in(settings.programs());
    int port = settings.port() == 0 ? Ports.free() : settings.port();
    EmbeddedPostgres postgres = new EmbeddedPostgres(settings, binaries, port);
    postgres.folder.prepare();
    postgres.launch();
    try {
      PostgresSetup.prepareDatabase(
          postgres.superuser("postgres"), postgres.database(), settings.secrets());
    } catch (LocalException e) {
      postgres.stop();
      throw e;
    }
    return postgres;
  }

  private synchronized void launch() {
    folder.clearLeftBehind();
    List<String> command =
        binaries.command(
            "postgres",
            "-D",
            settings.data().toString(),
            "-p",
            String.valueOf(port),
            "-c",
            "listen_addresses=" + LOOPBACK,
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=80",
            "-c",
            "shared_buffers=128MB",
            "-c",
            "log_line_prefix=%m [%p] ",
            "-c",
            "timezone=UTC");
    process = ChildProcess.start("PostgreSQL", command, Map.of(), settings.log());
    long pid = process.identity().pid();
    process.awaitReady(() -> folder.isReady(pid), START_LIMIT, this::didNotStart);
  }

  private LocalException didNotStart() {
    List<String> last = process.lastLines(5);
    return new LocalException(
        Failures.diskFull(last)
            ? "PostgreSQL cannot start, the disk of "
                + settings.data()
                + " is full: make room there, or choose another folder with --data."
            : "PostgreSQL did not start; its log "
                + settings.log()
                + " ends with:"
                + Failures.quote(last));
  }

  /** The database with Nakama's tables and ours, as its owner. */
  public Database database() {
    return new Database(
        LOOPBACK, port, DATABASE, DATABASE, settings.secrets().get(Secrets.Key.DATABASE_PASSWORD));
  }

  /** Any database of this server, as its superuser. */
  public Database superuser(String database) {
    return new Database(
        LOOPBACK, port, database, SUPERUSER, settings.secrets().get(Secrets.Key.POSTGRES_PASSWORD));
  }

  /** The TCP port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Where its databases are. */
  public Path dataFolder() {
    return settings.data();
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public String address() {
    return LOOPBACK + ":" + port;
  }

  @Override
  public URI probe() {
    return URI.create("tcp://" + LOOPBACK + ":" + port);
  }

  @Override
  public synchronized ProcessIdentity identity() {
    return process.identity();
  }

  @Override
  public boolean isHealthy() {
    return PostgresSetup.answers(database());
  }

  @Override
  public synchronized CompletableFuture<Void> onExit() {
    return process.onExit();
  }

  @Override
  public synchronized List<String> lastLines(int count) {
    return process.lastLines(count);
  }

  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  @Override
  public synchronized void stop() {
    if (!process.isAlive()) {
      return;
    }
    Uninterrupted.run(() -> folder.askToStop("fast"));
    if (!process.awaitExit(STOP_LIMIT)) {
      process.kill();
    }
  }

  @Override
  public synchronized void kill() {
    process.kill();
  }

  @Override
  public synchronized void restart() {
    stop();
    launch();
  }

  /** True when the data folder of a server exists there, of whatever version. */
  static boolean existsIn(Path data) {
    return Files.exists(data.resolve(PostgresFolder.VERSION_FILE));
  }
}
