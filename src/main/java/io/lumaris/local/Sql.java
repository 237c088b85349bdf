package io.lumaris.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One statement of ours on a market's database. */
final class Sql {

  /** Reads what a statement returned. */
  interface Reading<T> {
    T of(ResultSet rows) throws SQLException;
  }

  private Sql() {}

  /**
   * Runs a statement that returns rows.
   *
   * @throws LocalException with one sentence when the database cannot be reached or refuses
   */
  static <T> T run(Database database, String sql, Reading<T> reading, Object... values) {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return reading.of(rows);
      }
    } catch (SQLException e) {
      throw new LocalException(
          "The database "
              + database
              + " refused: "
              + String.valueOf(e.getMessage())
                  .strip()
                  .replaceAll("\\s*\\n\\s*", " ")
                  .replaceFirst("[.]+$", "")
              + ". Is it that of a market, and of this version (lumaris migrate)?",
          e);
    }
  }

  /** The first column of the first row; {@code null} when there is none. */
  static String text(ResultSet rows) throws SQLException {
    return rows.next() ? rows.getString(1) : null;
  }
}
