package io.lumaris.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many jobs a second: through the coordination alone, and as real containers. */
@Command(
    name = "throughput",
    description =
        "Jobs a second: with sellers that run nothing, and as real containers next to a loop of docker run.")
final class BenchThroughputCommand implements Callable<Integer> {
  private static final int SLOTS = 16;
  private static final int IN_FLIGHT = 400;
  private static final int ROUND_MS = 25;

  private enum Part {
    CONTAINERS,
    COORDINATION
  }

  @Spec private CommandSpec spec;
  @Mixin private BenchOptions options;

  @Option(
      names = "--sellers",
      defaultValue = "8",
      description = "No-op sellers. Default: ${DEFAULT-VALUE}")
  private int sellers;

  @Option(
      names = "--buyers",
      defaultValue = "32",
      description = "Buyers. Default: ${DEFAULT-VALUE}")
  private int buyers;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "Measured seconds. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "One part: ${COMPLETION-CANDIDATES}. Default: both")
  private Part only;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    // First with a seller: Docker may only be started with it, and is described then.
    if (only != Part.COORDINATION) {
      try (BenchStack stack = BenchStack.start(options, true);
          BenchMarket market = new BenchMarket(stack.server(), options.key)) {
        stack.describe(out);
        ContainerRate.compare(market, options, out);
      }
    }
    if (only != Part.CONTAINERS) {
      try (BenchStack stack = BenchStack.start(options, false);
          BenchMarket market = new BenchMarket(stack.server(), options.key)) {
        coordination(market, out);
      }
    }
    return ExitCodes.DONE;
  }

  private void coordination(BenchMarket market, PrintWriter out) throws InterruptedException {
    NoopSellers selling = new NoopSellers(market, sellers, SLOTS);
    BusyBuyers buying = new BusyBuyers(market, buyers, IN_FLIGHT);
    try {
      long returned = run(selling, buying, 0, seconds / 4 + 1);
      long before = selling.finished();
      long begin = System.nanoTime();
      run(selling, buying, returned, seconds);
      double took = (System.nanoTime() - begin) / 1e9;
      long jobs = selling.finished() - before;
      out.printf(
          Locale.ROOT,
          "Coordination: %d no-op sellers of %d slots, %d buyers, %d jobs in %.1f s = %.0f jobs/s"
              + " (each submitted, paid for, claimed, started, finished; a seller ends and claims all its slots in one call,"
              + " a buyer submits up to %d jobs in one; load generator on the same machine; %d failed)%n%n",
          sellers,
          SLOTS,
          buyers,
          jobs,
          took,
          jobs / took,
          BusyBuyers.AT_ONCE,
          selling.failed() + buying.failed());
    } finally {
      buying.stop();
      selling.stop();
    }
  }

  /** Lets them trade for a while, making room for as many new jobs as have ended. */
  private static long run(NoopSellers selling, BusyBuyers buying, long returned, int seconds)
      throws InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long done = returned;
    while (System.nanoTime() < end) {
      Thread.sleep(ROUND_MS);
      long now = selling.finished();
      buying.ended((int) (now - done));
      done = now;
    }
    return done;
  }
}
