package io.lumaris.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL and Nakama as {@code up} and the tests start them: the real programs. */
class CoordinatorIT {
  private static final Secrets SECRETS = Secrets.random();

  @TempDir Path folder;
  private EmbeddedPostgres postgres;
  private NakamaProcess nakama;

  @AfterEach
  void stopAll() {
    if (nakama != null) {
      nakama.stop();
    }
    if (postgres != null) {
      postgres.stop();
    }
  }

  @Test
  void dataOutlivesAStopAndAKill() throws SQLException {
    startPostgres();
    execute("create table kept(n int)");
    execute("insert into kept values (1)");
    postgres.restart();
    execute("insert into kept values (2)");
    postgres.kill();
    assertThat(postgres.isHealthy()).isFalse();

    postgres.restart();

    assertThat(query("select sum(n) from kept")).isEqualTo("3");
  }

  @Test
  void aServerLeftBehindIsStoppedBeforeTheNextStart() throws SQLException {
    EmbeddedPostgres leftBehind = startPostgres();
    execute("create table kept(n int)");

    startPostgres();

    assertThat(leftBehind.onExit()).succeedsWithin(Duration.ofSeconds(10));
    assertThat(query("select count(*) from kept")).isEqualTo("0");
  }

  @Test
  void theMarkOfADeadServerWhoseProcessIdIsInUseAgainDoesNotPreventAStart() throws Exception {
    startPostgres().stop();
    long alive = ProcessHandle.current().pid();
    Files.writeString(
        postgres.dataFolder().resolve("postmaster.pid"), alive + "\n/x\n1\n1\n\n\n\n\n");

    startPostgres();

    assertThat(postgres.isHealthy()).isTrue();
  }

  @Test
  void dataOfAnotherMajorVersionIsRefusedWithAWayOut() throws Exception {
    Path data = Files.createDirectories(folder.resolve("postgres"));
    Files.writeString(data.resolve("PG_VERSION"), "15\n");

    assertThatThrownBy(this::startPostgres)
        .isInstanceOf(LocalException.class)
        .hasMessageContaining("written by PostgreSQL 15, this LUMARIS has 18")
        .hasMessageContaining("--data");
  }

  @Test
  void otherKeysThanThoseOfTheDataFolderAreExplained() {
    startPostgres().stop();

    assertThatThrownBy(() -> EmbeddedPostgres.start(settings(Secrets.random())))
        .isInstanceOf(LocalException.class)
        .hasMessageContaining("secrets.properties");
  }

  @Test
  void nobodyGetsInWithoutThePassword() {
    startPostgres();
    Database real = postgres.database();
    Database guess = new Database(real.host(), real.port(), real.name(), real.user(), "guess");

    assertThatThrownBy(() -> guess.dataSource().getConnection()).hasMessageContaining("password");
  }

  @Test
  void nakamaStartsOnItAndComesBackAfterAKill() throws Exception {
    startNakama("function InitModule(ctx, logger, nk, initializer) {}");
    assertThat(nakama.isHealthy()).isTrue();

    nakama.kill();
    assertThat(nakama.isHealthy()).isFalse();
    nakama.restart();

    assertThat(nakama.isHealthy()).isTrue();
  }

  @Test
  void noSecretIsOnACommandLineOrReadableByOthers() throws Exception {
    startNakama("function InitModule(ctx, logger, nk, initializer) {}");

    for (Part part : List.of(postgres, nakama)) {
      String shown = Files.readString(Path.of("/proc/" + part.identity().pid() + "/cmdline"));
      for (Secrets.Key key : Secrets.Key.values()) {
        assertThat(shown).doesNotContain(SECRETS.get(key));
      }
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("nakama/secret.yml")))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
  }

  @Test
  void aModuleThatNakamaRefusesGivesItsWords() {
    assertThatThrownBy(
            () -> startNakama("function InitModule(ctx, logger, nk, initializer) { x(; }"))
        .isInstanceOf(LocalException.class)
        .hasMessageContaining("Nakama did not start")
        .hasMessageContaining("JavaScript");
  }

  private EmbeddedPostgres startPostgres() {
    postgres = EmbeddedPostgres.start(settings(SECRETS));
    return postgres;
  }

  private EmbeddedPostgres.Settings settings(Secrets secrets) {
    return new EmbeddedPostgres.Settings(
        Path.of("target", "postgres-programs").toAbsolutePath(),
        folder.resolve("postgres"),
        folder.resolve("log/postgres.log"),
        0,
        secrets);
  }

  private void startNakama(String script) throws Exception {
    startPostgres();
    Path module = Files.writeString(folder.resolve("module.js"), script);
    NakamaProcess.Settings settings =
        new NakamaProcess.Settings(
            NakamaUnderTest.binary(),
            folder.resolve("nakama"),
            module,
            folder.resolve("log/nakama.log"),
            Ports.freeBlock(NakamaProcess.PORTS_BELOW, NakamaProcess.PORTS_ABOVE),
            postgres.database(),
            SECRETS,
            "defaultkey",
            "warn");
    NakamaProcess.migrate(settings);
    nakama = NakamaProcess.start(settings);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = postgres.database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String query(String sql) throws SQLException {
    try (Connection connection = postgres.database().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
