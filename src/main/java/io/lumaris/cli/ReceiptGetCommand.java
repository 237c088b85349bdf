package io.lumaris.cli;

import io.lumaris.receipt.JobReceipts;
import io.lumaris.receipt.ReceiptDocument;
import io.lumaris.receipt.StoredReceipt;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a job's receipts. */
@Command(
    name = "get",
    description = "Prints the receipts of a job with the keys they are signed with, as JSON.",
    sortOptions = false,
    footer = {"", "Example:", "  lumaris receipt get 3f2a91c0 > receipt.json"})
final class ReceiptGetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MarketOptions marketOptions;

  @Parameters(paramLabel = "JOB", description = "The job's id, or its first characters")
  private String id;

  @Option(names = "--jws", description = "Print the bare receipts, one compact JWS per line")
  private boolean jws;

  @Override
  public Integer call() {
    JobReceipts job;
    try (MarketConnection connection = marketOptions.connect()) {
      UUID jobId = JobFinder.find(connection.market(), id);
      job = connection.receipts().of(jobId);
    }
    if (job.receipts().isEmpty()) {
      throw new CommandFailure(
          "This job has no receipt, or not yet: its seller signs it when the job has ended.");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (jws) {
      job.receipts().stream().map(StoredReceipt::jws).forEach(out::println);
    } else {
      out.println(ReceiptDocument.of(job));
    }
    return ExitCodes.DONE;
  }
}
