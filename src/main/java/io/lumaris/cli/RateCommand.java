package io.lumaris.cli;

import io.lumaris.job.Job;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rates the seller of a job. */
@Command(
    name = "rate",
    description =
        "Rates the seller that was paid for a job, with 1 to 5 stars; again changes the rating.",
    footer = {"", "Example:", "  lumaris rate 3f2a 5 \"Started at once\""})
final class RateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MarketOptions marketOptions;

  @Parameters(index = "0", paramLabel = "ID", description = "Id of a job, or its first characters")
  private String id;

  @Parameters(index = "1", paramLabel = "STARS", description = "1 to 5")
  private int stars;

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "TEXT",
      description = "One line for others to read")
  private List<String> text = List.of();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (MarketConnection connection = marketOptions.connect()) {
      Job job = connection.reputation().rate(JobFinder.find(connection.market(), id), rating());
      out.println(JobText.shortId(job) + " rated with " + job.rating().stars() + " of 5 stars");
    }
    return ExitCodes.DONE;
  }

  private JsonObject rating() {
    JsonObjectBuilder rating = Json.createObjectBuilder().add("stars", stars);
    return text.isEmpty() ? rating.build() : rating.add("text", String.join(" ", text)).build();
  }
}
