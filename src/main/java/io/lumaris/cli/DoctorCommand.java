package io.lumaris.cli;

import io.lumaris.local.Doctor;
import io.lumaris.local.Finding;
import io.lumaris.local.UpSettings;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is missing on this machine. */
@Command(
    name = "doctor",
    description = "Looks for what keeps LUMARIS from running on this machine; changes nothing.",
    sortOptions = false,
    footer = {
      "",
      "Exit code 0 when nothing is in the way, 1 when something is.",
      "",
      "Examples:",
      "  lumaris doctor",
      "  lumaris doctor --json | jq '.[] | select(.level == \"problem\")'"
    })
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOption data;
  @Mixin private PortOptions ports;

  @Option(names = "--json", description = "Print one JSON list")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    UpSettings settings = UpSettings.in(data.folder().root()).onPorts(ports.page(), ports.nakama());
    List<Finding> findings = Doctor.examine(settings);
    if (json) {
      JsonArrayBuilder list = Json.createArrayBuilder();
      findings.forEach(
          finding ->
              list.add(
                  Json.createObjectBuilder()
                      .add("subject", finding.subject())
                      .add("level", finding.level().name().toLowerCase(Locale.ROOT))
                      .add("sentence", finding.sentence())));
      out.println(list.build());
    } else {
      findings.forEach(
          finding ->
              out.println(
                  "%s %-11s %s"
                      .formatted(mark(finding.level()), finding.subject(), finding.sentence())));
    }
    boolean inTheWay = findings.stream().anyMatch(it -> it.level() == Finding.Level.PROBLEM);
    return inTheWay ? ExitCodes.FAILED : ExitCodes.DONE;
  }

  private static String mark(Finding.Level level) {
    return switch (level) {
      case OK -> "✔";
      case WARNING -> "!";
      case PROBLEM -> "✘";
    };
  }
}
