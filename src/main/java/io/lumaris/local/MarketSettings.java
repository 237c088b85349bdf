package io.lumaris.local;

import java.util.ArrayList;
import java.util.List;

/** The settings of a market, table {@code lumaris.setting}, for who has its database. */
public final class MarketSettings {
  private static final String VERSION = "schema_version"; // of the schema, not for people

  private final Database database;

  /** The settings in this database, which is read and written as its owner. */
  public MarketSettings(Database database) {
    this.database = database;
  }

  /**
   * One setting.
   *
   * @param unit what the value counts
   * @param meaning what it decides
   */
  public record Setting(String name, long value, String unit, String meaning) {}

  /** All of them by name. */
  public List<Setting> all() {
    return Sql.run(
        database,
        "select name, value, unit, meaning from lumaris.setting where name <> ? order by name",
        rows -> {
          List<Setting> all = new ArrayList<>();
          while (rows.next()) {
            all.add(
                new Setting(
                    rows.getString(1), rows.getLong(2), rows.getString(3), rows.getString(4)));
          }
          return all;
        },
        VERSION);
  }

  /**
   * Changes one; the market follows it from its next call on.
   *
   * @throws LocalException when there is no such setting or the value is out of its bounds
   */
  public void set(String name, long value) {
    String problem =
        Sql.run(database, "select lumaris.setting_problem(?, ?)", Sql::text, name, value);
    if (problem != null) {
      throw new LocalException(name + " " + problem + ".");
    }
    String changed =
        Sql.run(
            database,
            "update lumaris.setting set value = ? where name = ? and name <> ? returning name",
            Sql::text,
            value,
            name,
            VERSION);
    if (changed == null) {
      throw new LocalException(
          "There is no setting " + name + "; lumaris operator settings lists those there are.");
    }
  }
}
