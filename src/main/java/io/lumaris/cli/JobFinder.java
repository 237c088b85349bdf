package io.lumaris.cli;

import io.lumaris.job.Job;
import io.lumaris.market.JobPage;
import io.lumaris.market.JobQuery;
import io.lumaris.market.Market;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Finds the job a person means: by its id, or by the first characters of a recent one's. */
final class JobFinder {
  private static final int RECENT = 100;
  private static final int SHORTEST = 4;

  private JobFinder() {}

  /**
   * The id that is meant.
   *
   * @throws CommandFailure when none or several of the newest 100 jobs begin so
   */
  static UUID find(Market market, String text) {
    String start = text.strip().toLowerCase(Locale.ROOT);
    if (start.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      return UUID.fromString(start);
    }
    if (start.length() < SHORTEST || !start.matches("[0-9a-f-]+")) {
      throw new CommandFailure(
          "'" + text + "' is not a job's id: give it whole, or at least its first 4 characters.",
          ExitCodes.USAGE);
    }
    JobPage recent = market.jobs(new JobQuery(null, null, null, RECENT, null));
    List<Job> matches =
        recent.jobs().stream().filter(job -> job.id().toString().startsWith(start)).toList();
    if (matches.size() != 1) {
      throw new CommandFailure(
          matches.isEmpty()
              ? "None of your newest jobs has an id that begins with "
                  + start
                  + ". See: lumaris jobs"
              : matches.size()
                  + " of your jobs have ids that begin with "
                  + start
                  + ". Give more of it.");
    }
    return matches.get(0).id();
  }
}
