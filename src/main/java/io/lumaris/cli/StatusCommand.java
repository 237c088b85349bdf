package io.lumaris.cli;

import io.lumaris.local.Status;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How what up started is doing. */
@Command(
    name = "status",
    description = "Says what `lumaris up` runs: process, address, health, memory of each part.",
    footer = {
      "",
      "Exit code 0 when all is healthy, 1 when not.",
      "",
      "Examples:",
      "  lumaris status",
      "  lumaris status --json | jq '.parts[] | select(.healthy | not)'"
    })
final class StatusCommand implements Callable<Integer> {
  private static final long MEGABYTE = 1024L * 1024;

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(names = "--json", description = "Print one JSON object")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Optional<Status> status = Status.of(data.folder());
    if (json) {
      out.println(status.map(StatusCommand::toJson).orElse("{\"running\":false,\"ready\":false}"));
    } else if (status.isEmpty()) {
      out.println("Nothing of LUMARIS runs with this data folder. Start it with: lumaris up");
    } else {
      print(status.get(), out);
    }
    return status.filter(Status::ready).isPresent() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private static String toJson(Status status) {
    JsonArrayBuilder parts = Json.createArrayBuilder();
    for (Status.PartStatus part : status.parts()) {
      parts.add(
          Json.createObjectBuilder()
              .add("name", part.name())
              .add("pid", part.pid())
              .add("address", part.address())
              .add("running", part.running())
              .add("healthy", part.healthy())
              .add("since", part.since())
              .add("restarts", part.restarts())
              .add("memory_bytes", part.memoryBytes()));
    }
    return Json.createObjectBuilder()
        .add("running", status.running())
        .add("ready", status.ready())
        .add("page", status.page())
        .add("server", status.server())
        .add("started_at", status.startedAt())
        .add("parts", parts)
        .build()
        .toString();
  }

  private static void print(Status status, PrintWriter out) {
    Table table =
        new Table("part", "process", "address", "state", "since", "restarts", "memory MB");
    for (Status.PartStatus part : status.parts()) {
      table.row(
          part.name(),
          String.valueOf(part.pid()),
          part.address(),
          part.healthy() ? "healthy" : part.running() ? "does not answer" : "ended",
          ago(part.since()),
          String.valueOf(part.restarts()),
          String.valueOf(part.memoryBytes() / MEGABYTE));
    }
    table.print(out);
    out.println("The page: " + status.page());
    if (!status.running()) {
      out.println("`lumaris up` was killed: start it again, or end the rest with `lumaris down`.");
    }
  }

  private static String ago(long since) {
    Duration time = Duration.between(Instant.ofEpochMilli(since), Instant.now());
    return time.toMinutes() < 2 ? time.toSeconds() + " s" : time.toMinutes() + " min";
  }
}
