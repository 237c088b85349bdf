package io.lumaris.testing;

import static org.awaitility.Awaitility.await;

import io.lumaris.local.Database;
import io.lumaris.local.EmbeddedPostgres;
import io.lumaris.local.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The market's schema in an empty database of its own for each test, on the shared PostgreSQL. Safe
 * for many threads: each call has a connection to itself.
 */
public final class MarketSql implements BeforeEachCallback, AfterEachCallback {
  private static final String TEMPLATE = "market_template";
  private static final long PLENTY = 1_000_000_000_000L;
  private static boolean templateMade;

  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final List<Connection> all = new ArrayList<>();
  private Database database;

  @Override
  public void beforeEach(ExtensionContext context) throws SQLException {
    EmbeddedPostgres postgres = Services.postgres();
    makeTemplate(postgres);
    database = in(postgres, "market_" + UUID.randomUUID().toString().replace("-", ""));
    administer(postgres, "create database " + database.name() + " template " + TEMPLATE);
  }

  @Override
  public void afterEach(ExtensionContext context) throws SQLException {
    forgetConnections();
    administer(Services.postgres(), "drop database " + database.name() + " with (force)");
  }

  private static synchronized void makeTemplate(EmbeddedPostgres postgres) throws SQLException {
    if (!templateMade) {
      Database template = in(postgres, TEMPLATE);
      administer(postgres, "create database " + TEMPLATE + " owner " + template.user());
      Schema.migrate(template);
      Schema.giveStarterCredits(template, PLENTY);
      templateMade = true;
    }
  }

  private static Database in(EmbeddedPostgres postgres, String name) {
    Database one = postgres.database();
    return new Database(one.host(), one.port(), name, one.user(), one.password());
  }

  private static void administer(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.superuser("postgres").dataSource().getConnection()) {
      connection.createStatement().execute(sql);
    }
  }

  /**
   * Calls one command.
   *
   * @param call function and parameters, as {@code job_get(?, ?)}
   * @param values one for each question mark
   */
  public Reply call(String call, Object... values) {
    return query(
        "select code, message, answer, hints from lumaris." + call,
        row -> Reply.of(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)),
        values);
  }

  /** The first column of the first row, as text; {@code null} as in SQL. */
  public String text(String sql, Object... values) {
    return query(sql, row -> row.getString(1), values);
  }

  /** The first column of the first row, as a number. */
  public long number(String sql, Object... values) {
    return query(sql, row -> row.getLong(1), values);
  }

  /** Changes rows and returns how many. */
  public int update(String sql, Object... values) {
    return with(connection -> prepare(connection, sql, values).executeUpdate());
  }

  private <T> T query(String sql, Work<ResultSet, T> read, Object... values) {
    return with(
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, values);
              ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
              throw new AssertionError("no row: " + sql);
            }
            return read.on(rows);
          }
        });
  }

  private static PreparedStatement prepare(Connection on, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = on.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** One step with something that may fail as SQL does. */
  public interface Work<A, T> {
    T on(A with) throws SQLException;
  }

  /** Does something with a connection in auto-commit mode. */
  public <T> T with(Work<Connection, T> work) {
    Connection connection = idle.poll();
    try {
      if (connection == null) {
        connection = database.dataSource().getConnection();
        synchronized (all) {
          all.add(connection);
        }
      }
      return work.on(connection);
    } catch (SQLException e) {
      throw new SqlRefusal(e);
    } finally {
      if (connection != null) {
        idle.push(connection);
      }
    }
  }

  /**
   * Crashes PostgreSQL while a call is on its way, and returns when it has recovered: one of its
   * processes is killed, it ends all others, and what was committed is there afterwards. The call
   * may have been made or not.
   */
  public void crashDuring(Runnable call) {
    try (Connection victim = database.dataSource().getConnection();
        Connection witness = database.dataSource().getConnection();
        Crowd crowd = new Crowd(2)) {
      long pid = pid(victim);
      crowd.race(
          List.of(() -> tried(call), () -> ProcessHandle.of(pid).orElseThrow().destroyForcibly()));
      await().until(() -> !witness.isValid(1));
      forgetConnections();
    } catch (SQLException e) {
      throw new SqlRefusal(e);
    }
    await().ignoreExceptionsInstanceOf(SqlRefusal.class).until(() -> number("select 1") == 1);
  }

  private static long pid(Connection connection) throws SQLException {
    try (ResultSet rows = connection.createStatement().executeQuery("select pg_backend_pid()")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static boolean tried(Runnable call) {
    try {
      call.run();
      return true;
    } catch (SqlRefusal cutOff) {
      return false;
    }
  }

  private void forgetConnections() throws SQLException {
    for (Connection connection : all) {
      connection.close();
    }
    all.clear();
    idle.clear();
  }

  /** PostgreSQL refused a statement. */
  public static final class SqlRefusal extends RuntimeException {
    SqlRefusal(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
