package io.lumaris.cli;

import io.lumaris.local.Down;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends what up started. */
@Command(
    name = "down",
    description = "Ends what `lumaris up` started; jobs that run are handed back to the market.",
    footer = {"", "Examples:", "  lumaris down", "  lumaris down --data ~/lumaris-two"})
final class DownCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean ran = Down.run(data.folder(), new UpProgress(out));
    out.println(ran ? "LUMARIS has ended." : "Nothing of LUMARIS runs with this data folder.");
    return ExitCodes.DONE;
  }
}
