package io.lumaris.cli;

import io.lumaris.cli.SimulatedSeller.Kind;
import io.lumaris.job.Money;
import io.lumaris.local.MarketSettings;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the market finds who lies, and what a right result costs. */
@Command(
    name = "market",
    description =
        "Simulates twenty sellers, some of which lie or lose jobs, over the real protocol, and prints what they earn and what a right result costs.")
final class BenchMarketCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--jobs",
      defaultValue = "5000",
      description = "Jobs of each run. Default: ${DEFAULT-VALUE}")
  private int jobs;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    MarketFigures best = simulate(true);
    MarketFigures byLot = simulate(false);
    out.println("# The simulated market");
    out.println();
    out.printf(
        "%d jobs in each run, 20 sellers over the real protocol; two of ten jobs are verified by two sellers, one by three. *best*: the market chooses among all sellers. *by lot*: each job names a seller at random among those that still get jobs; not the verified ones, or their comparison would count for nothing: their first seller is the best, the others come by lot as ever.%n%n",
        jobs);
    out.println(
        "| matching | jobs | right results | wrong results | failed | spent | a right result costs |");
    out.println("|---|---|---|---|---|---|---|");
    best.summary("best", out);
    byLot.summary("by lot", out);
    out.println();
    out.printf(
        Locale.ROOT,
        "By best matching an honest seller earned %s on average, a liar %s, the loser %s.%n%n",
        Money.text(Math.round(best.earnedOnAverage(Kind.HONEST))),
        Money.text(Math.round(best.earnedOnAverage(Kind.LIAR))),
        Money.text(Math.round(best.earnedOnAverage(Kind.LOSER))));
    best.table(out);
    return ExitCodes.DONE;
  }

  private MarketFigures simulate(boolean best) throws Exception {
    try (BenchStack stack = BenchStack.start(new BenchOptions(), false);
        BenchMarket market = new BenchMarket(stack.server(), "defaultkey")) {
      hurry(stack.settings());
      SimulatedMarket simulated = new SimulatedMarket(market, jobs, best);
      simulated.run();
      return new MarketFigures(simulated, market.account().market().sellers());
    }
  }

  /** What takes minutes among people, in seconds: leases, offers, records. */
  private static void hurry(MarketSettings settings) {
    settings.set("heartbeat_ms", 1_000);
    settings.set("lease_ms", 3_000);
    settings.set("offer_ms", 1_000);
    settings.set("record_refresh_ms", 500);
  }
}
