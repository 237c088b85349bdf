package io.lumaris.local;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Who runs a market: accounts named over its database, so that no password has to be kept. */
public final class Operators {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Database database;

  /** The operators in this database of Nakama with our schema. */
  public Operators(Database database) {
    this.database = database;
  }

  /**
   * Names an operator; one that is there already stays.
   *
   * @param who a user's id, or the e-mail address the user signed in with
   * @return the user's id
   * @throws LocalException when there is no such user
   */
  public UUID add(String who) {
    UUID user = user(who);
    Sql.run(
        database,
        "insert into lumaris.operator (user_id) values (?) on conflict (user_id) do update set added_at = operator.added_at returning user_id",
        Sql::text,
        user);
    return user;
  }

  /**
   * Takes the right back.
   *
   * @return false when the user was no operator
   */
  public boolean remove(String who) {
    String removed =
        Sql.run(
            database,
            "delete from lumaris.operator where user_id = ? returning user_id",
            Sql::text,
            user(who));
    return removed != null;
  }

  /** Their users' ids, in the order they were named. */
  public List<String> all() {
    return Sql.run(
        database, "select user_id from lumaris.operator order by added_at", Operators::column);
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
