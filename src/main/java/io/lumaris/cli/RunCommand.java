package io.lumaris.cli;

import io.lumaris.job.Job;
import io.lumaris.job.JobJson;
import io.lumaris.job.JobState;
import io.lumaris.job.Reason;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import io.lumaris.market.Submitted;
import java.io.PrintWriter;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a job on somebody else's machine and behaves like {@code docker run} doing so. */
@Command(
    name = "run",
    description =
        "Runs a program in a container on a seller's machine and shows its output as it comes.",
    sortOptions = false,
    footer = {
      "",
      "Exit codes: the program's own; 125 when the market could not get it done; 130 on Ctrl-C, which cancels the job; 2 for a wrong command line.",
      "",
      "Examples:",
      "  lumaris run --image lumaris/python:3.11 --command \"python -c 'print(42)'\"",
      "  lumaris run --image lumaris/busybox --memory 64m --timeout 30s -- sh -c 'echo $HOME'",
      "  lumaris run --image lumaris/busybox --command 'sleep 60' --max-price 0.001 --detach",
      "  lumaris run --image lumaris/busybox --command 'echo 42' --verify 2 --prefer most_reliable",
      "  lumaris run --image lumaris/busybox --command 'echo 42' --auction 5s"
    })
final class RunCommand implements Callable<Integer> {
  /** Reasons that come with an exit code of the program (killed at a limit: 137). */
  private static final Set<Reason> PROGRAMS_OWN =
      Set.of(Reason.EXIT_CODE, Reason.OUT_OF_MEMORY, Reason.RUN_TIMEOUT, Reason.BUDGET_REACHED);

  @Spec private CommandSpec spec;
  @Mixin private MarketOptions marketOptions;
  @Mixin private SpecOptions specOptions;

  @Option(
      names = {"-d", "--detach"},
      description = "Print the job's id and leave; lumaris logs ID --follow shows the output")
  private boolean detach;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but the program's output and errors")
  private boolean quiet;

  @Option(
      names = "--json",
      description = "Print one JSON object per line: output and changes of the job")
  private boolean json;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Your own key for this job: a second run with it follows the same job")
  private String token;

  @Override
  public Integer call() throws InterruptedException {
    String clientToken = token == null ? UUID.randomUUID().toString() : token;
    try (MarketConnection connection = marketOptions.connect()) {
      Submitted submitted = connection.market().submit(clientToken, specOptions.spec());
      return detach ? detached(submitted.job()) : followed(connection, submitted.job());
    }
  }

  private int detached(Job job) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? JobJson.jsonb().toJson(job) : job.id());
    return ExitCodes.DONE;
  }

  private int followed(MarketConnection connection, Job job) throws InterruptedException {
    JobOutput output = json ? JobOutput.json(System.out) : plain(job);
    CancelOnInterrupt interrupt =
        new CancelOnInterrupt(() -> cancel(connection.market(), job.id()));
    try {
      Job ended = connection.follow(job.id(), 0, output);
      output.end(ended);
      return exitCode(ended);
    } finally {
      interrupt.over();
    }
  }

  private JobOutput plain(Job job) {
    JobOutput plain = JobOutput.plain(quiet);
    return job.verify() == null ? plain : new ResultOnly(plain, quiet);
  }

  private static String cancel(Market market, UUID jobId) {
    try {
      return market.cancel(jobId).job().why();
    } catch (MarketException e) {
      return "Job " + jobId + " could not be cancelled: " + e.getMessage();
    }
  }

  private static int exitCode(Job job) {
    if (job.state() == JobState.CANCELLED) {
      return ExitCodes.INTERRUPTED;
    }
    boolean programs = job.reason() == null || PROGRAMS_OWN.contains(job.reason());
    return programs && job.exitCode() != null ? job.exitCode() : ExitCodes.MARKET;
  }
}
