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
      return say(command, sentence(refused), ExitCodes.MARKET);
    }
    if (failure instanceof LocalException refused) {
      return say(command, refused.getMessage(), ExitCodes.FAILED);
    }
    if (failure instanceof InterruptedException) {
      return ExitCodes.INTERRUPTED;
    }
    throw failure;
  }

  private static String sentence(MarketException refused) {
    String field = refused.field() == null ? "" : refused.field() + " ";
    String fix =
        refused.reason().equals("market_unavailable")
            ? " Everything on this machine starts with: lumaris up"
            : "";
    return field + refused.getMessage() + fix;
  }

  private static int say(CommandLine command, String sentence, int exitCode) {
    command.getErr().println("lumaris: " + sentence);
    return exitCode;
  }
}
