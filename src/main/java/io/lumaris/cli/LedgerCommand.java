package io.lumaris.cli;

import io.lumaris.job.JobJson;
import io.lumaris.job.Money;
import io.lumaris.market.LedgerEntry;
import io.lumaris.market.LedgerPage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** This buyer's statement. */
@Command(name = "ledger", description = "Lists every movement of your credits, newest first.")
final class LedgerCommand implements Callable<Integer> {
  private static final int PAGE = 100;
  private static final int SHORT = 8;

  @Spec private CommandSpec spec;
  @Mixin private MarketOptions marketOptions;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "25",
      description = "How many at the most. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Option(names = "--json", description = "Print one JSON object per line, in micro-credits")
  private boolean json;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new CommandFailure("--limit must be at least 1, it is " + limit, ExitCodes.USAGE);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (MarketConnection connection = marketOptions.connect()) {
      List<LedgerEntry> entries = read(connection);
      if (json) {
        entries.forEach(entry -> out.println(JobJson.jsonb().toJson(entry)));
      } else {
        print(entries, out);
      }
    }
    return ExitCodes.DONE;
  }

  private List<LedgerEntry> read(MarketConnection connection) {
    List<LedgerEntry> entries = new ArrayList<>();
    String cursor = null;
    do {
      LedgerPage page = connection.market().ledger(Math.min(PAGE, limit - entries.size()), cursor);
      entries.addAll(page.entries());
      cursor = page.cursor();
    } while (cursor != null && entries.size() < limit);
    return entries;
  }

  private static void print(List<LedgerEntry> entries, PrintWriter out) {
    Table table = new Table("TIME", "REASON", "BUCKET", "CREDITS", "JOB", "RULE");
    for (LedgerEntry entry : entries) {
      table.row(
          Times.moment(entry.time()),
          entry.reason(),
          entry.bucket(),
          Money.text(entry.amount()),
          entry.jobId() == null ? "-" : entry.jobId().toString().substring(0, SHORT),
          entry.rule() == null ? "-" : entry.rule());
    }
    table.print(out);
  }
}
