package io.lumaris.local;

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
  private static final int CONNECT_SECONDS = 5;

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
