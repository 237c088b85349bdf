package io.lumaris.testing;

import io.lumaris.job.Money;
import io.lumaris.local.Database;
import io.lumaris.local.EmbeddedPostgres;
import io.lumaris.local.MarketSettings;
import io.lumaris.local.NakamaBinary;
import io.lumaris.local.NakamaProcess;
import io.lumaris.local.Ports;
import io.lumaris.local.Progress;
import io.lumaris.local.Schema;
import io.lumaris.local.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The real services of one test run, each started when a test first asks for it and shared by all:
 * PostgreSQL, and Nakama with our module on it. They end with the JVM and leave nothing behind but
 * their programs in {@code target/test-services}.
 *
 * <p>A test that restarts or kills one of them brings it back before it ends.
 */
public final class Services {
  private static final Path PROGRAMS = Path.of("target", "test-services").toAbsolutePath();
  private static final Path MODULE = Path.of("target", "nakama", "index.js").toAbsolutePath();
  private static final Secrets SECRETS = Secrets.random();

  /** Kept: a logger nobody holds forgets its level. */
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  private static Path folder;
  private static EmbeddedPostgres postgres;
  private static NakamaService nakama;

  static {
    FLYWAY.setLevel(Level.SEVERE);
  }

  private Services() {}

  /** The PostgreSQL server. */
  public static synchronized EmbeddedPostgres postgres() {
    if (postgres == null) {
      postgres =
          EmbeddedPostgres.start(
              new EmbeddedPostgres.Settings(
                  PROGRAMS.resolve("postgresql"),
                  folder().resolve("postgresql"),
                  folder().resolve("postgresql.log"),
                  0,
                  SECRETS));
      doNotWaitForTheDisk(postgres);
    }
    return postgres;
  }

  /** Tests end processes, never the machine: what the kernel has is safe. It saves them minutes. */
  private static void doNotWaitForTheDisk(EmbeddedPostgres server) {
    try (Connection connection = server.superuser("postgres").dataSource().getConnection()) {
      connection.createStatement().execute("alter system set fsync = off");
      connection.createStatement().execute("select pg_reload_conf()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nakama with our module, and our schema in its database. */
  public static synchronized NakamaService nakama() {
    if (nakama == null) {
      Database database = postgres().database();
      NakamaProcess.Settings settings = settings(database);
      NakamaProcess.migrate(settings);
      Schema.migrate(database);
      Schema.giveStarterCredits(database, 5 * Money.CREDIT);
      // All tests' sellers are in one market: an offer would keep a job for another test's.
      new MarketSettings(database).set("offer_ms", 0);
      nakama = new NakamaService(NakamaProcess.start(settings), settings);
    }
    return nakama;
  }

  /**
   * Starts a second Nakama, on a database that has its own tables and not our schema.
   *
   * @throws io.lumaris.local.LocalException when it refuses, as it should
   */
  public static NakamaProcess nakamaWithoutSchema() throws SQLException {
    Database ours = postgres().database();
    String name = "bare_" + Long.toHexString(System.nanoTime());
    try (Connection admin = postgres().superuser("postgres").dataSource().getConnection()) {
      admin.createStatement().execute("create database " + name + " owner " + ours.user());
    }
    Database bare = new Database(ours.host(), ours.port(), name, ours.user(), ours.password());
    NakamaProcess.Settings settings = settings(bare);
    NakamaProcess.migrate(settings);
    return NakamaProcess.start(settings);
  }

  private static NakamaProcess.Settings settings(Database database) {
    return new NakamaProcess.Settings(
        binary(),
        folder().resolve(database.name()),
        MODULE,
        folder().resolve(database.name() + ".log"),
        Ports.freeBlock(2, 1),
        database,
        SECRETS,
        "testkey",
        "warn");
  }

  /** {@code LUMARIS_NAKAMA} names a program to use; else the one that {@code up} would use. */
  private static Path binary() {
    return Optional.ofNullable(System.getenv("LUMARIS_NAKAMA"))
        .map(Path::of)
        .orElseGet(
            () ->
                NakamaBinary.in(PROGRAMS.resolve("nakama")).find(Progress.SILENT.begin("Nakama")));
  }

  private static Path folder() {
    if (folder == null) {
      try {
        folder = Files.createTempDirectory("lumaris-test-services");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(Services::end, "end-of-test-services"));
    }
    return folder;
  }

  private static synchronized void end() {
    if (nakama != null) {
      nakama.stop();
    }
    if (postgres != null) {
      postgres.stop();
    }
    Trees.delete(folder);
  }
}
