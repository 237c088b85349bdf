package io.lumaris.cli;

import io.lumaris.local.TestSetup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Set-up for the tests. */
@Command(
    name = "prepare",
    description =
        "Gets what the tests need beyond the build: Docker Engine, the sample images, Chromium.",
    footer = {
      "",
      "`lumaris test` does both by itself.",
      "",
      "Examples:",
      "  lumaris prepare --tests",
      "  lumaris prepare --undo"
    })
final class PrepareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--tests",
      description = "Install and start what is missing; on Debian or Ubuntu, as root")
  private boolean tests;

  @Option(
      names = "--undo",
      description = "End the Docker Engine that --tests started; what is installed stays")
  private boolean undo;

  @Override
  public Integer call() {
    if (tests == undo) {
      throw new CommandFailure("Say either --tests or --undo.", ExitCodes.USAGE);
    }
    PrintWriter out = spec.commandLine().getOut();
    Path target = Path.of(System.getProperty("lumaris.home", ""), "target").toAbsolutePath();
    TestSetup setup = new TestSetup(target, new UpProgress(out));
    if (undo) {
      setup.undo();
    } else {
      setup.prepare();
    }
    return ExitCodes.DONE;
  }
}
