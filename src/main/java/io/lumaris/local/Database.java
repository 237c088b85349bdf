package io.lumaris.local;

import java.net.URI;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a PostgreSQL database is and who we are there.
 *
 * @param host name or address
 * @param port TCP port
 * @param name the database
 * @param user the role
 * @param password its password; empty when the server asks for none
 */
public record Database(String host, int port, String name, String user, String password) {
  private static final int DEFAULT_PORT = 5432;
  private static final int CONNECT_SECONDS = 5;

  /**
   * Reads an address as PostgreSQL's own tools take it.
   *
   * @param url {@code postgresql://user@host:port/name}, with {@code jdbc:} before it or not; port
   *     5432 and the user {@code postgres} when they are left out
   * @param environment where the password is: LUMARIS_DATABASE_PASSWORD or PGPASSWORD, if the
   *     address has none
   * @throws LocalException when it is no such address
   */
  public static Database parse(String url, Map<String, String> environment) {
    URI uri = uri(url);
    String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
    boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    if (!known || uri.getHost() == null || path.isEmpty()) {
      throw notAnAddress(null);
    }
    String[] who = uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
    String fromEnvironment =
        environment.getOrDefault(
            "LUMARIS_DATABASE_PASSWORD", environment.getOrDefault("PGPASSWORD", ""));
    return new Database(
        uri.getHost(),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        path,
        who.length > 0 && !who[0].isEmpty() ? who[0] : "postgres",
        who.length > 1 ? who[1] : fromEnvironment);
  }

  private static URI uri(String url) {
    try {
      return URI.create(url.replaceFirst("^jdbc:", ""));
    } catch (IllegalArgumentException e) {
      throw notAnAddress(e);
    }
  }

  /** Without what was written: it may hold a password. */
  private static LocalException notAnAddress(Exception cause) {
    return new LocalException(
        "--database must look like postgresql://USER@HOST:5432/NAME, with the password in"
            + " LUMARIS_DATABASE_PASSWORD.",
        cause);
  }

  /** The address for JDBC, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + name;
  }

  /** Connections for SQL of our own. */
  public DataSource dataSource() {
    // Not DriverManager: it refuses drivers of another class loader, and lumaris.jar has its own.
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(name);
    source.setUser(user);
    source.setPassword(password);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setApplicationName("lumaris");
    return source;
  }

  /** Never with the password. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + name;
  }
}
