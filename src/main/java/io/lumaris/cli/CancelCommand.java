package io.lumaris.cli;

import io.lumaris.job.JobJson;
import io.lumaris.market.Cancelled;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cancels jobs. */
@Command(
    name = "cancel",
    description = "Cancels jobs. One that has already ended stays as it is, and that is no error.")
final class CancelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MarketOptions marketOptions;

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "Ids of jobs, or their first characters")
  private List<String> ids;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (MarketConnection connection = marketOptions.connect()) {
      for (String id : ids) {
        Cancelled answer = connection.market().cancel(JobFinder.find(connection.market(), id));
        out.println(
            JobText.shortId(answer.job())
                + (answer.changed()
                    ? " cancelled"
                    : " had already ended: " + JobJson.word(answer.job().state())));
      }
    }
    return ExitCodes.DONE;
  }
}
