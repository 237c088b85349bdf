package io.lumaris.cli;

import io.lumaris.job.JobJson;
import io.lumaris.job.Money;
import io.lumaris.market.Quote;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a job would cost. */
@Command(
    name = "quote",
    description = "Says what a job would cost and who could run it; takes the options of run.",
    sortOptions = false,
    footer = {"", "Example:", "  lumaris quote --image lumaris/busybox --cpus 2 --timeout 1h"})
final class QuoteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MarketOptions marketOptions;
  @Mixin private SpecOptions specOptions;

  @Option(names = "--json", description = "Print the quote as JSON, amounts in micro-credits")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (MarketConnection connection = marketOptions.connect()) {
      Quote quote = connection.market().quote(specOptions.spec());
      if (json) {
        out.println(JobJson.jsonb().toJson(quote));
      } else {
        print(quote, out);
      }
    }
    return ExitCodes.DONE;
  }

  private static void print(Quote quote, PrintWriter out) {
    Table table = new Table("credits", "lowest", "median", "highest");
    row(table, "for 10 s", quote.price10S());
    row(table, "for its time limit of " + quote.timeoutS() + " s", quote.price());
    table.print(out);
    out.println();
    out.println(
        "Sellers: %d online, %d can run it, %d of them now%s"
            .formatted(
                quote.sellers().online(),
                quote.sellers().canRun(),
                quote.sellers().canRunNow(),
                dropped(quote)));
    out.println(
        (quote.budget() == null ? "" : "Would hold " + Money.text(quote.budget()) + "; ")
            + "you have "
            + Money.text(quote.available()));
    if (quote.problem() != null) {
      out.println(quote.problem());
    }
  }

  private static void row(Table table, String what, Quote.Prices prices) {
    if (prices == null) {
      table.row(what, "-", "-", "-");
    } else {
      table.row(
          what,
          Money.text(prices.lowest()),
          Money.text(prices.median()),
          Money.text(prices.highest()));
    }
  }

  private static String dropped(Quote quote) {
    return quote.dropped().isEmpty()
        ? ""
        : quote.dropped().entrySet().stream()
            .map(rule -> rule.getKey() + " " + rule.getValue())
            .sorted()
            .collect(Collectors.joining(", ", "; left out: ", ""));
  }
}
