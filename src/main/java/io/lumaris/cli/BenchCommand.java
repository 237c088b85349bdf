package io.lumaris.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures LUMARIS on this machine, next to {@code docker run} in the same minute. */
@Command(
    name = "bench",
    description = "Measures LUMARIS on this machine, next to docker run in the same minute.",
    subcommands = {
      BenchLatencyCommand.class,
      BenchThroughputCommand.class,
      BenchMarketCommand.class,
      BenchClaimsCommand.class
    },
    footer = {
      "",
      "Each starts everything it needs on free ports with a folder of its own, and ends it again.",
      "Results of the last run are in bench/."
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which benchmark? latency, throughput, market or claims.");
  }
}
