package io.lumaris.browser;

import static org.awaitility.Awaitility.await;

import io.lumaris.testing.Services;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * A seller beside the market's own, on the same engine: a node in a process of its own. When it is
 * closed it is offline at once, so that the tests after it find one seller again.
 */
final class OtherSeller implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String name;
  private final Node node;

  /**
   * Starts it and returns when the market has heard of it.
   *
   * @param more settings, name and value in turn
   */
  OtherSeller(String name, String... more) {
    this.name = name;
    RunningMarket market = RunningMarket.get();
    Map<String, String> settings = market.settings("seller", more);
    settings.put("LUMARIS_SELLER_NAME", name);
    settings.put(
        "LUMARIS_SELLER_IDENTITY_FILE", market.folder().resolve(name + ".identity").toString());
    node = new Node(name, market.folder(), settings);
    try {
      await().atMost(PATIENCE).until(() -> isOnline(name));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Its console. */
  String console() {
    return node.url().resolve("/node.html").toString();
  }

  /** Ends it in order and starts it again, with the files it had. */
  void restart() {
    node.stop();
    node.start();
  }

  @Override
  public void close() {
    node.stop();
    leave(name);
  }

  /** As after half a minute of silence. */
  static void leave(String name) {
    String silent =
        "update lumaris.seller set last_seen_at = last_seen_at - interval '1 hour' where name = ?";
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(silent)) {
      statement.setString(1, name);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isOnline(String name) throws SQLException {
    String online = "select 1 from lumaris.seller s where s.name = ? and lumaris.is_online(s)";
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(online)) {
      statement.setString(1, name);
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  private static Connection connection() throws SQLException {
    return Services.postgres().database().dataSource().getConnection();
  }
}
