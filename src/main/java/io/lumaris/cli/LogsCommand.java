package io.lumaris.cli;

import io.lumaris.market.LogPage;
import io.lumaris.market.Market;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a job's output. */
@Command(
    name = "logs",
    description = "Prints a job's output: stdout to stdout, stderr to stderr.",
    sortOptions = false,
    footer = {"", "Examples:", "  lumaris logs 3f2a91c0", "  lumaris logs 3f2a91c0 --follow"})
final class LogsCommand implements Callable<Integer> {
  private static final int PAGE = 1000;

  @Mixin private MarketOptions marketOptions;

  @Parameters(paramLabel = "ID", description = "The job's id, or its first characters")
  private String id;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the job ends")
  private boolean follow;

  @Option(names = "--json", description = "Print one JSON object per line")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    JobOutput output = json ? JobOutput.json(System.out) : JobOutput.plain(true);
    try (MarketConnection connection = marketOptions.connect()) {
      UUID jobId = JobFinder.find(connection.market(), id);
      if (follow) {
        output.end(connection.follow(jobId, 0, output));
      } else {
        print(connection.market(), jobId, output);
      }
    }
    return ExitCodes.DONE;
  }

  private static void print(Market market, UUID jobId, JobOutput output) {
    long after = 0;
    LogPage page;
    do {
      page = market.logs(jobId, after, PAGE);
      page.chunks().forEach(output::chunk);
      after = page.lastSeq();
    } while (page.more());
    if (page.cutBytes() > 0) {
      System.err.println(
          "lumaris: "
              + page.cutBytes()
              + " more bytes were printed and not kept (a job keeps 1 MiB).");
    }
  }
}
