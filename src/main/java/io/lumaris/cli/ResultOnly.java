package io.lumaris.cli;

import io.lumaris.job.Job;
import io.lumaris.job.LogChunk;
import java.util.ArrayList;
import java.util.List;

/**
 * Of a job whose results are compared: keeps what every seller's program printed until the job is
 * final, and then shows that of the result alone. What is shown earlier may turn out to be wrong.
 */
final class ResultOnly implements JobOutput {
  private final JobOutput output;
  private final boolean quiet;
  private final List<LogChunk> kept = new ArrayList<>();

  ResultOnly(JobOutput output, boolean quiet) {
    this.output = output;
    this.quiet = quiet;
  }

  @Override
  public void chunk(LogChunk chunk) {
    kept.add(chunk);
  }

  @Override
  public void change(Job job) {
    output.change(job);
  }

  @Override
  public void end(Job job) {
    kept.stream()
        .filter(chunk -> job.resultAttempt() == null || job.resultAttempt().equals(chunk.attempt()))
        .forEach(output::chunk);
    if (!quiet && job.resultAttempt() != null) {
      System.err.println("lumaris: " + job.why());
    } else {
      output.end(job);
    }
  }
}
