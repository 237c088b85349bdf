package io.lumaris.cli;

import io.lumaris.local.Database;
import io.lumaris.local.Schema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The schema, for operators who run Nakama themselves. */
@Command(
    name = "migrate",
    description = "Brings the schema `lumaris` in Nakama's database up to date.",
    footer = {
      "",
      "Run it after `nakama migrate up` and before Nakama starts with the module of this version.",
      "The password is read from LUMARIS_DATABASE_PASSWORD or PGPASSWORD.",
      "",
      "Example:",
      "  LUMARIS_DATABASE_PASSWORD=… lumaris migrate --database postgresql://nakama@db:5432/nakama"
    })
final class MigrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--database",
      paramLabel = "URL",
      required = true,
      description = "Nakama's database, as its owner: postgresql://USER@HOST:PORT/NAME")
  private String database;

  @Option(
      names = "--starter-credits",
      paramLabel = "CREDITS",
      converter = Credits.class,
      description = "What every new account is given from now on. Default: as it is, at first 0")
  private Long starterCredits;

  @Override
  public Integer call() {
    Database target = Database.parse(database, System.getenv());
    Schema.Migrated migrated = Schema.migrate(target);
    if (starterCredits != null) {
      Schema.giveStarterCredits(target, starterCredits);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        migrated.applied() == 0
            ? "The schema is up to date, version " + migrated.version() + "."
            : "Applied "
                + migrated.applied()
                + " scripts; the schema has version "
                + migrated.version()
                + ".");
    return ExitCodes.DONE;
  }
}
