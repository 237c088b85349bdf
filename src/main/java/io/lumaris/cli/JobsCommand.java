package io.lumaris.cli;

import io.lumaris.job.Job;
import io.lumaris.job.JobJson;
import io.lumaris.job.JobState;
import io.lumaris.market.JobPage;
import io.lumaris.market.JobQuery;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the buyer's jobs. */
@Command(
    name = "jobs",
    description = "Lists your jobs, newest first.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  lumaris jobs --state running,queued",
      "  lumaris jobs --label project=x --json"
    })
final class JobsCommand implements Callable<Integer> {
  private static final int PAGE = 100;

  @Spec private CommandSpec spec;
  @Mixin private MarketOptions marketOptions;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Only jobs in these states: ${COMPLETION-CANDIDATES}")
  private List<JobState> states;

  @Option(names = "--label", paramLabel = "NAME[=VALUE]", description = "Only jobs with this label")
  private String label;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "Only jobs with this in image or command")
  private String text;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "25",
      description = "How many at the most. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Option(names = "--json", description = "Print one JSON object per job and line")
  private boolean json;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new CommandFailure("--limit must be at least 1, it is " + limit, ExitCodes.USAGE);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (MarketConnection connection = marketOptions.connect()) {
      List<Job> jobs = read(connection);
      if (json) {
        jobs.forEach(job -> out.println(JobJson.jsonb().toJson(job)));
      } else if (jobs.isEmpty()) {
        out.println(
            "No jobs. The first one: lumaris run --image lumaris/busybox --command 'echo hello'");
      } else {
        JobText.list(jobs, Instant.now(), out);
      }
    }
    return ExitCodes.DONE;
  }

  private List<Job> read(MarketConnection connection) {
    List<Job> jobs = new ArrayList<>();
    String cursor = null;
    do {
      int wanted = Math.min(PAGE, limit - jobs.size());
      JobPage page = connection.market().jobs(new JobQuery(states, label, text, wanted, cursor));
      jobs.addAll(page.jobs());
      cursor = page.cursor();
    } while (cursor != null && jobs.size() < limit);
    return jobs;
  }
}
