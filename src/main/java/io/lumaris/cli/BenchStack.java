package io.lumaris.cli;

import java.io.PrintWriter;

/** The market that is measured. */
final class BenchStack implements AutoCloseable {
  private final String server;

  private BenchStack(String server) {
    this.server = server;
  }

  static BenchStack start(BenchOptions options, boolean seller) {
    if (options.server == null) {
      throw new CommandFailure("Give the market to measure with --server.", ExitCodes.USAGE);
    }
    return new BenchStack(options.server);
  }

  String server() {
    return server;
  }

  void describe(PrintWriter out) {
    MachineFacts.print(out, "dev", "?", "?");
  }

  void describeMemory(PrintWriter out) {}

  @Override
  public void close() {}
}
