package io.lumaris.cli;

import io.lumaris.local.LocalException;
import io.lumaris.market.MarketException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into one sentence on stderr and an exit code. */
final class FailureHandler implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (failure instanceof CommandFailure known) {
      return say(command, known.getMessage(), known.exitCode());
    }
    if (failure instanceof MarketException refused) {
      return say(command, refused.getMessage() + hint(refused), ExitCodes.MARKET);
    }
    if (failure instanceof LocalException refused) {
      return say(command, refused.getMessage(), ExitCodes.FAILED);
    }
    if (failure instanceof InterruptedException) {
      return ExitCodes.INTERRUPTED;
    }
    throw failure;
  }

  private static String hint(MarketException refused) {
    return refused.reason().equals("market_unavailable")
        ? " Everything on this machine starts with: lumaris up"
        : "";
  }

  private static int say(CommandLine command, String sentence, int exitCode) {
    command.getErr().println("lumaris: " + sentence);
    return exitCode;
  }
}
