package io.lumaris.cli;

import io.lumaris.job.Money;
import io.lumaris.local.Books;
import io.lumaris.local.Database;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves that the money of a market adds up. */
@Command(
    name = "audit",
    description = "Checks a market's ledger, and names every row that is wrong.",
    sortOptions = false,
    footer = {
      "",
      "With --database it reads Nakama's database (password in LUMARIS_DATABASE_PASSWORD or PGPASSWORD), else it asks the",
      "market as the operator you are. Exit code 0 when everything holds, 1 when something is wrong."
    })
final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MarketOptions marketOptions;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "Nakama's database, as its owner: postgresql://USER@HOST:PORT/NAME")
  private String database;

  @Option(names = "--json", description = "Print the whole report as JSON, in micro-credits")
  private boolean json;

  @Override
  public Integer call() {
    JsonObject report = report();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report);
    } else {
      print(report, out);
    }
    return report.getBoolean("ok") ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private JsonObject report() {
    if (database == null) {
      try (MarketConnection connection = marketOptions.connect()) {
        return connection.audit();
      }
    }
    String text = new Books(Database.parse(database, System.getenv())).audit();
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private static void print(JsonObject report, PrintWriter out) {
    Table table = new Table("CHECK", "WRONG");
    for (JsonObject check : report.getJsonArray("checks").getValuesAs(JsonObject.class)) {
      table.row(check.getString("rule"), check.getJsonNumber("wrong").toString());
    }
    table.print(out);
    out.println();
    JsonObject totals = report.getJsonObject("totals");
    out.println(
        "available %s + held %s + external %s + fees %s credits, in %s entries of %s accounts"
            .formatted(
                credits(totals, "available"),
                credits(totals, "held"),
                credits(totals, "external"),
                credits(totals, "fees"),
                totals.getJsonNumber("entries"),
                totals.getJsonNumber("accounts")));
    for (JsonObject wrong : report.getJsonArray("wrong").getValuesAs(JsonObject.class)) {
      out.println(
          wrong.getString("rule")
              + " "
              + wrong.getString("id", "")
              + ": "
              + wrong.getString("what"));
    }
    out.println(report.getBoolean("ok") ? "Everything holds." : "Something is wrong.");
  }

  private static String credits(JsonObject totals, String name) {
    return Money.text(totals.getJsonNumber(name).longValueExact());
  }
}
