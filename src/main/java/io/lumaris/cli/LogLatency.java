package io.lumaris.cli;

import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.job.JobState;
import io.lumaris.job.LogChunk;
import java.util.UUID;

/** How long a line takes from the program's print to a client's screen. */
final class LogLatency {
  private LogLatency() {}

  /**
   * Measures each line of one job.
   *
   * @throws CommandFailure when nothing can be said
   */
  static Sample measure(BenchMarket market, String image, int lines, UptimeClock clock)
      throws InterruptedException {
    Sample sample = new Sample();
    MarketConnection buyer = market.account();
    JobSpec spec = JobSpec.shell(image, UptimeClock.program(lines));
    UUID jobId = buyer.market().submit(UUID.randomUUID().toString(), spec).job().id();
    Job job = buyer.follow(jobId, 0, new Clocked(clock, sample));
    if (job.state() != JobState.SUCCEEDED) {
      throw new CommandFailure(job.why());
    }
    if (sample.count() == 0) {
      throw new CommandFailure("the program's clock is not this machine's.");
    }
    return sample;
  }

  private record Clocked(UptimeClock clock, Sample sample) implements JobOutput {
    @Override
    public void chunk(LogChunk chunk) {
      double now = UptimeClock.nowMs();
      for (String line : chunk.text().lines().toList()) {
        clock.printedMs(line).stream()
            .map(printed -> now - printed)
            .filter(UptimeClock::isPossible)
            .forEach(sample::add);
      }
    }

    @Override
    public void change(Job job) {}

    @Override
    public void end(Job job) {}
  }
}
