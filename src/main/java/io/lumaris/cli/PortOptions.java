package io.lumaris.cli;

import picocli.CommandLine.Option;

/** The two ports that may be in the way of others. */
final class PortOptions {
  private static final int LAST = 65_535;

  /** Nakama takes two ports below its own and one above it. */
  private static final int FIRST_NAKAMA = 3;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:LUMARIS_PORT:-8080}",
      description = "The page's port. Default: ${DEFAULT-VALUE}")
  private int page;

  @Option(
      names = "--nakama-port",
      paramLabel = "PORT",
      defaultValue = "${env:LUMARIS_NAKAMA_PORT:-7350}",
      description =
          "Nakama's port; the two below it and the one above it are used as well. Default:"
              + " ${DEFAULT-VALUE}")
  private int nakama;

  int page() {
    return checked("--port", page, 1, LAST);
  }

  int nakama() {
    return checked("--nakama-port", nakama, FIRST_NAKAMA, LAST - 1);
  }

  private static int checked(String option, int port, int first, int last) {
    if (port < first || port > last) {
      throw new CommandFailure(
          option + " must be from " + first + " to " + last + ", it is " + port, ExitCodes.USAGE);
    }
    return port;
  }
}
