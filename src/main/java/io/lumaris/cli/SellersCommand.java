package io.lumaris.cli;

import io.lumaris.job.Ask;
import io.lumaris.job.JobJson;
import io.lumaris.job.Money;
import io.lumaris.market.Seller;
import io.lumaris.market.SellerRecord;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the market's sellers with what they ask and how they did. */
@Command(
    name = "sellers",
    description = "Lists the sellers: what they have, what they ask, how they did.",
    sortOptions = false,
    footer = {"", "Asks are per start, per hour of a CPU and per hour of a GB, in credits."})
final class SellersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MarketOptions marketOptions;

  @Option(names = "--json", description = "Print one JSON object per seller and line")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (MarketConnection connection = marketOptions.connect()) {
      List<Seller> sellers = connection.market().sellers();
      if (json) {
        sellers.forEach(seller -> out.println(JobJson.jsonb().toJson(seller)));
      } else if (sellers.isEmpty()) {
        out.println("No sellers. One is started with: lumaris seller --server HOST:7350 --key KEY");
      } else {
        print(sellers, out);
      }
    }
    return ExitCodes.DONE;
  }

  private static void print(List<Seller> sellers, PrintWriter out) {
    Table table =
        new Table("SELLER", "NOW", "CPUS", "MB", "ASKS", "ENDED WELL", "CHECKED", "START", "STARS");
    for (Seller seller : sellers) {
      table.row(
          seller.name(),
          seller.online() ? seller.freeSlots() + " free" : "offline",
          number(seller.cpus()),
          seller.memoryMb().toString(),
          ask(seller.ask()),
          endedWell(seller.record()),
          checked(seller.record()),
          seller.record().startMs() == null ? "-" : seller.record().startMs() + " ms",
          stars(seller.record()));
    }
    table.print(out);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String ask(Ask ask) {
    return String.join(
        " + ", Money.text(ask.start()), Money.text(ask.cpuHour()), Money.text(ask.gbHour()));
  }

  private static String endedWell(SellerRecord record) {
    return record.attempts() == 0
        ? "no record yet"
        : "%d of %d (%.0f to %.0f %%)"
            .formatted(
                record.succeeded(),
                record.attempts(),
                100 * record.successLow(),
                100 * record.successHigh());
  }

  private static String checked(SellerRecord record) {
    int all = record.agreed() + record.disagreed();
    return all == 0 ? "-" : record.agreed() + " of " + all + " right";
  }

  private static String stars(SellerRecord record) {
    return record.stars() == null
        ? "-"
        : String.format(Locale.ROOT, "%.1f by %d", record.stars(), record.raters());
  }
}
