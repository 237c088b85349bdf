package io.lumaris.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at everything {@code up} needs on this machine, and at what it runs. */
public final class Doctor {
  private Doctor() {}

  /**
   * Looks now; changes nothing.
   *
   * @param settings what {@code up} would be asked for
   * @return all findings, what is well included
   */
  public static List<Finding> examine(UpSettings settings) {
    Optional<Status> status = Status.of(settings.data()).filter(Status::running);
    MachineChecks machine = new MachineChecks();
    ToolChecks tools = new ToolChecks(SearchPath.ofEnvironment());
    List<Finding> findings = new ArrayList<>();
    findings.add(machine.java(Runtime.version()));
    findings.add(machine.memory());
    findings.add(machine.disk(settings.data()));
    findings.add(machine.clock(settings.serverAddress()));
    findings.add(tools.docker());
    findings.add(tools.registry());
    findings.add(tools.nakama(settings.data()));
    findings.add(tools.postgres());
    findings.addAll(status.isPresent() ? List.of() : machine.ports(settings));
    findings.add(status.map(Doctor::running).orElseGet(() -> notRunning(settings)));
    return findings;
  }

  private static Finding running(Status status) {
    List<String> unwell =
        status.parts().stream()
            .filter(part -> !part.healthy())
            .map(Status.PartStatus::name)
            .toList();
    if (!unwell.isEmpty()) {
      return Finding.problem(
          "up",
          "LUMARIS runs, but these do not answer: "
              + String.join(", ", unwell)
              + ". Their logs are in the folder log of the data folder; `lumaris down` and"
              + " `lumaris up` start anew.");
    }
    return status.ready()
        ? Finding.ok("up", "LUMARIS runs and is healthy; its page is " + status.page())
        : Finding.warning("up", "LUMARIS is just starting.");
  }

  private static Finding notRunning(UpSettings settings) {
    boolean killed = Status.of(settings.data()).isPresent();
    return killed
        ? Finding.problem(
            "up",
            "`lumaris up` was killed and may have left servers running: start it again, or end them"
                + " with `lumaris down`.")
        : Finding.ok("up", "LUMARIS does not run with " + settings.data().root() + ".");
  }
}
