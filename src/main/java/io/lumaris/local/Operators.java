package io.lumaris.local;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who runs a market, or books its payments: accounts named over its database, so that no password
 * has to be kept.
 */
public final class Operators {
  /** What an account is named for. */
  public enum Role {
    /** Runs the market. */
    OPERATOR("lumaris.operator"),
    /** A portal's own account, which books what a payment processor reports, and nothing else. */
    PROCESSOR("lumaris.payment_processor");

    private final String table;

    Role(String table) {
      this.table = table;
    }
  }

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Database database;
  private final String table;

  /** The operators in this database of Nakama with our schema. */
  public Operators(Database database) {
    this(database, Role.OPERATOR);
  }

  /** Those named for something in this database of Nakama with our schema. */
  public Operators(Database database, Role role) {
    this.database = database;
    this.table = role.table;
  }

  /**
   * Names a user; one that is there already stays.
   *
   * @param who a user's id, or the e-mail address the user signed in with
   * @return the user's id
   * @throws LocalException when there is no such user
   */
  public UUID add(String who) {
    UUID user = user(who);
    Sql.run(
        database,
        "insert into %s as named (user_id) values (?) on conflict (user_id) do update set added_at = named.added_at returning user_id"
            .formatted(table),
        Sql::text,
        user);
    return user;
  }

  /**
   * Takes the right back.
   *
   * @return false when the user was not named
   */
  public boolean remove(String who) {
    String removed =
        Sql.run(
            database,
            "delete from %s where user_id = ? returning user_id".formatted(table),
            Sql::text,
            user(who));
    return removed != null;
  }

  /** Their users' ids, in the order they were named. */
  public List<String> all() {
    return Sql.run(
        database, "select user_id from %s order by added_at".formatted(table), Operators::column);
  }

  private static List<String> column(ResultSet rows) throws SQLException {
    List<String> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getString(1));
    }
    return values;
  }

  private UUID user(String who) {
    String found =
        ID.matcher(who).matches()
            ? Sql.run(
                database, "select id from users where id = ?", Sql::text, UUID.fromString(who))
            : Sql.run(
                database, "select id from users where lower(email) = lower(?)", Sql::text, who);
    return Optional.ofNullable(found)
        .map(UUID::fromString)
        .orElseThrow(
            () ->
                new LocalException(
                    "There is no user "
                        + who
                        + ": give a user's id or the e-mail address the user signs in with."));
  }
}
