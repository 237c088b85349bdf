package io.lumaris.cli;

import io.lumaris.job.Job;
import io.lumaris.job.JobJson;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one job. */
@Command(
    name = "job",
    description =
        "Shows one job: why it is where it is, its attempts, and the sandbox as it was applied.")
final class JobCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MarketOptions marketOptions;

  @Parameters(paramLabel = "ID", description = "The job's id, or its first characters")
  private String id;

  @Option(names = "--json", description = "Print the job as JSON")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (MarketConnection connection = marketOptions.connect()) {
      Job job = connection.market().job(JobFinder.find(connection.market(), id));
      if (json) {
        out.println(JobJson.jsonb().toJson(job));
      } else {
        JobText.describe(job, out);
      }
    }
    return ExitCodes.DONE;
  }
}
