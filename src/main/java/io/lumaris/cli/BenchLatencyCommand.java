package io.lumaris.cli;

import io.lumaris.job.JobSpec;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long a job takes from submit to the result in a client's hands, next to docker run. */
@Command(
    name = "latency",
    description = "Submit to result, alternating with docker run of the same image and command.")
final class BenchLatencyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private BenchOptions options;

  @Option(
      names = "--lines",
      paramLabel = "N",
      defaultValue = "40",
      description = "Measured lines of output. Default: ${DEFAULT-VALUE}")
  private int lines;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (BenchStack stack = BenchStack.start(options, true);
        BenchMarket market = new BenchMarket(stack.server(), options.key)) {
      stack.describe(out);
      Sample docker = new Sample();
      try (LatencyRun lumaris = new LatencyRun(market.account())) {
        alternate(lumaris, docker);
        report(out, lumaris, docker);
      }
      new LogLatencies(stack, market, options.image, lines).print(out);
      stack.describeMemory(out);
    }
    return ExitCodes.DONE;
  }

  private void alternate(LatencyRun lumaris, Sample docker) throws InterruptedException {
    JobSpec job = JobSpec.shell(options.image, options.command);
    for (int i = -options.warmup; i < options.runs; i++) {
      lumaris.once(job, i >= 0);
      long begin = System.nanoTime();
      DockerRun.once(options.image, options.command);
      if (i >= 0) {
        docker.addSince(begin);
      }
    }
  }

  private void report(PrintWriter out, LatencyRun lumaris, Sample docker) {
    out.println(
        "Submit to result seen by a client, image "
            + options.image
            + ", command: "
            + options.command);
    out.println(
        "Each LUMARIS run is followed by one docker run --rm --network=none --memory=512m --cpus=1.");
    out.println();
    table(Sample.table("what"), lumaris.total.row("LUMARIS"), docker.row("docker run")).print(out);
    out.println();
    out.printf(
        Locale.ROOT,
        "ratio of the medians: %.2f x docker run; of the p95: %.2f x%n%n",
        lumaris.total.median() / docker.median(),
        lumaris.total.p95() / docker.p95());
    table(
            Sample.table("where the time went"),
            lumaris.submitRpc.row("submit RPC, seen by the client"),
            lumaris.queued.row("queued: created to assigned"),
            lumaris.starting.row("assigned to started"),
            lumaris.running.row("started to ended"),
            lumaris.reporting.row("ended to result read by the client"))
        .print(out);
    out.println();
  }

  private static Table table(Table table, String[]... rows) {
    for (String[] row : rows) {
      table.row(row);
    }
    return table;
  }
}
