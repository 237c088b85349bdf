package io.lumaris.local;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;

/** The schema {@code lumaris} in Nakama's database, from {@code db/migration}. */
public final class Schema {
  /** The name of the schema. */
  public static final String NAME = "lumaris";

  private Schema() {}

  /**
   * What a migration did.
   *
   * @param applied how many scripts were run; 0 when it was up to date
   * @param version the schema's version now
   */
  public record Migrated(int applied, String version) {}

  /**
   * Brings the schema up to date; safe to repeat and to run twice at once.
   *
   * @param database Nakama's database, as its owner
   * @throws LocalException with one sentence when the database cannot be reached or a script fails
   */
  public static Migrated migrate(Database database) {
    try (Migrations scripts = Migrations.open()) {
      Flyway flyway =
          Flyway.configure(Schema.class.getClassLoader())
              .dataSource(database.dataSource())
              .schemas(NAME)
              .defaultSchema(NAME)
              .createSchemas(true)
              .locations("filesystem:" + scripts.folder())
              .failOnMissingLocations(true)
              .load();
      MigrateResult result = flyway.migrate();
      return new Migrated(result.migrationsExecuted, highestVersion(flyway));
    } catch (FlywayValidateException e) {
      throw new LocalException(
          "The schema in " + database + " was made by another version of LUMARIS: " + oneLine(e),
          e);
    } catch (FlywayException e) {
      throw new LocalException(
          "The schema in " + database + " could not be made: " + oneLine(e), e);
    }
  }

  /**
   * Every account that is made from now on is given so much, once.
   *
   * @param amount in micro-credits
   */
  public static void giveStarterCredits(Database database, long amount) {
    Sql.run(
        database,
        "update lumaris.setting set value = ? where name = 'starter_credits' returning value",
        Sql::text,
        amount);
  }

  /** The highest version; repeatable scripts come after it and have none. */
  private static String highestVersion(Flyway flyway) {
    return Arrays.stream(flyway.info().applied())
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(MigrationVersion::getVersion)
        .orElse("none");
  }

  private static String oneLine(FlywayException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = String.valueOf(root.getMessage()).strip().replaceAll("\\s*\\n\\s*", " ");
    return text.endsWith(".") ? text : text + ".";
  }
}
