package io.lumaris.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line, and where to read on: all the options of a command would
 * push the sentence off the screen.
 */
final class WrongUsage implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException wrong, String[] words) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(wrong.getMessage());
    if (UnmatchedArgumentException.printSuggestions(wrong, err)) {
      return ExitCodes.USAGE;
    }
    if (command.getSubcommands().isEmpty()) {
      err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    } else {
      command.usage(err);
    }
    return ExitCodes.USAGE;
  }
}
