package io.lumaris.cli;

import io.lumaris.job.AppliedProfile;
import io.lumaris.job.Attempt;
import io.lumaris.job.Job;
import io.lumaris.job.JobJson;
import io.lumaris.job.JobSpec;
import io.lumaris.job.Money;
import io.lumaris.job.Settlement;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** A job as text for a person. */
final class JobText {
  private static final int SHORT = 8;
  private static final int COMMAND_WIDTH = 48;

  private JobText() {}

  /** The first characters of an id: enough to name a job again. */
  static String shortId(Job job) {
    return job.id().toString().substring(0, SHORT);
  }

  /** What the job runs, on one line, cut to a column's width. */
  static String command(JobSpec spec) {
    String text =
        spec.command() != null
            ? spec.command()
            : spec.args() != null ? String.join(" ", spec.args()) : "(the image's own command)";
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= COMMAND_WIDTH ? line : line.substring(0, COMMAND_WIDTH - 1) + "…";
  }

  /** A list of jobs as a table. */
  static void list(List<Job> jobs, Instant now, PrintWriter out) {
    Table table = new Table("JOB", "STATE", "IMAGE", "COMMAND", "CREATED", "RAN", "COST", "SELLER");
    for (Job job : jobs) {
      table.row(
          shortId(job),
          state(job),
          job.spec().image(),
          command(job.spec()),
          Times.ago(job.createdAt(), now),
          Times.between(job.startedAt(), job.endedAt()),
          cost(job),
          job.sellerName() == null ? "-" : job.sellerName());
    }
    table.print(out);
  }

  /** Everything about one job. */
  static void describe(Job job, PrintWriter out) {
    out.println(job.why());
    out.println();
    new Table("id", job.id().toString())
        .row("state", state(job))
        .row("image", job.spec().image())
        .row("command", command(job.spec()))
        .row("limits", limits(job.spec()))
        .row("created", Times.moment(job.createdAt()))
        .row("waited", Times.between(job.createdAt(), job.startedAt()))
        .row("ran", Times.between(job.startedAt(), job.endedAt()))
        .row("cost", cost(job) + settlement(job))
        .row("exit code", job.exitCode() == null ? "-" : job.exitCode().toString())
        .row("log", log(job))
        .print(out);
    if (job.attempts() != null && !job.attempts().isEmpty()) {
      out.println();
      job.attempts().forEach(attempt -> describe(attempt, out));
    }
  }

  private static void describe(Attempt attempt, PrintWriter out) {
    String reason = attempt.reason() == null ? "" : " (" + JobJson.word(attempt.reason()) + ")";
    out.println(
        "attempt %d on %s: %s%s%s"
            .formatted(
                attempt.number(),
                attempt.sellerName(),
                JobJson.word(attempt.state()),
                reason,
                attempt.verdict() == null ? "" : ", " + attempt.verdict() + " with the others"));
    Table facts =
        new Table("  assigned", Times.moment(attempt.assignedAt()))
            .row("  started", Times.moment(attempt.startedAt()))
            .row("  ended", Times.moment(attempt.endedAt()));
    if (attempt.imageDigest() != null) {
      facts.row("  image", attempt.imageDigest());
    }
    if (attempt.profile() != null) {
      facts.row("  sandbox", sandbox(attempt.profile()));
    }
    facts.print(out);
  }

  private static String state(Job job) {
    String word = JobJson.word(job.state());
    return job.reason() == null ? word : word + " (" + JobJson.word(job.reason()) + ")";
  }

  private static String limits(JobSpec spec) {
    return "%s CPU, %d MB, %d s to run, %d s to wait, %d attempts"
        .formatted(
            spec.cpus(),
            spec.memoryMb(),
            spec.timeoutS(),
            spec.queueTimeoutS(),
            spec.maxAttempts());
  }

  /** In credits; what it may cost at the most while it is not final. */
  private static String cost(Job job) {
    if (job.cost() == null) {
      return "-";
    }
    return job.state().isFinal() ? Money.text(job.cost()) : "at most " + Money.text(job.budget());
  }

  private static String settlement(Job job) {
    Settlement settled = job.settlement();
    return settled == null
        ? ""
        : " credits (held %s, returned %s). %s"
            .formatted(Money.text(settled.held()), Money.text(settled.returned()), settled.rule());
  }

  private static String log(Job job) {
    if (job.log() == null) {
      return "-";
    }
    String cut = job.log().cutBytes() > 0 ? ", " + job.log().cutBytes() + " bytes not kept" : "";
    return job.log().bytes() + " bytes" + cut;
  }

  private static String sandbox(AppliedProfile profile) {
    return "%s, network %s, %s MB, %s CPU, %s pids, %s root, user %s, dropped %s, no new privileges %s"
        .formatted(
            profile.runtime(),
            profile.network(),
            profile.memoryBytes() == null ? "?" : profile.memoryBytes() >> 20,
            profile.cpus(),
            profile.pids(),
            Boolean.TRUE.equals(profile.readOnlyRoot()) ? "read-only" : "writable",
            profile.user(),
            profile.capDrop(),
            profile.noNewPrivileges());
  }
}
