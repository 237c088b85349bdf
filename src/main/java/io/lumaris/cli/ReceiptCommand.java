package io.lumaris.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Signed receipts of jobs. */
@Command(
    name = "receipt",
    description = "Fetches the signed receipt of a job, or verifies one without a network.",
    subcommands = {ReceiptGetCommand.class, ReceiptVerifyCommand.class})
final class ReceiptCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Do what with a receipt? get or verify.");
  }
}
