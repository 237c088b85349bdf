package io.lumaris.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** For tests that share the running market and must not meet each other's jobs and sellers. */
public final class EmptyMarket {

  private EmptyMarket() {}

  /** Takes every job and every seller out of the running market. */
  public static void clear() {
    Services.nakama();
    try (Connection connection = Services.postgres().database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      // Cancelled first, so that nothing stays held for jobs that are gone.
      statement.execute(
          "select lumaris.job_cancel(buyer_id, id) from lumaris.job where ended_at is null");
      statement.execute("delete from lumaris.job_log");
      statement.execute("delete from lumaris.job");
      statement.execute("delete from lumaris.seller");
    } catch (SQLException e) {
      throw new AssertionError("The market could not be emptied", e);
    }
  }
}
