package io.lumaris.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The role and the database that Nakama and our schema need, made once on a fresh server. */
final class PostgresSetup {
  private static final String WRONG_PASSWORD = "28P01";

  private PostgresSetup() {}

  /**
   * Makes the owner and the database where they are missing.
   *
   * @param server the server's superuser
   * @param wanted database and owner, with the owner's password
   */
  static void prepareDatabase(Database server, Database wanted, Secrets secrets) {
    try (Connection connection = server.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      if (!exists(connection, "select 1 from pg_roles where rolname = ?", wanted.user())) {
        statement.execute("create role " + wanted.user() + " login");
      }
      // Each time: keys may have been made anew. Our secrets hold no quote (URL-safe characters).
      statement.execute(
          "alter role "
              + wanted.user()
              + " password '"
              + secrets.get(Secrets.Key.DATABASE_PASSWORD)
              + "'");
      if (!exists(connection, "select 1 from pg_database where datname = ?", wanted.name())) {
        statement.execute("create database " + wanted.name() + " owner " + wanted.user());
      }
    } catch (SQLException e) {
      throw new LocalException(
          WRONG_PASSWORD.equals(e.getSQLState())
              ? "The database was made with other keys than those in secrets.properties: put the old"
                  + " file back, or start with another folder (--data)."
              : "PostgreSQL on " + server + " refused: " + e.getMessage() + ".",
          e);
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** True when a query is answered. */
  static boolean answers(Database database) {
    try (Connection connection = database.dataSource().getConnection()) {
      return connection.isValid(2);
    } catch (SQLException notNow) {
      return false;
    }
  }
}
