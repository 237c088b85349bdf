package io.lumaris.cli;

import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.job.JobState;
import io.lumaris.job.LogChunk;
import java.io.PrintWriter;
import java.util.UUID;

/** How long a line takes from the program's print to a client's screen. */
final class LogLatency {
  /** Prints the clock in milliseconds, 40 times, 0.25 s apart. */
  private static final String PROGRAM =
      "i=0; while [ $i -lt 40 ]; do date +%s.%N | cut -c1-14; sleep 0.25; i=$((i+1)); done";

  private LogLatency() {}

  static void measure(BenchMarket market, BenchOptions options, PrintWriter out)
      throws InterruptedException {
    Sample sample = new Sample();
    MarketConnection buyer = market.account();
    UUID jobId =
        buyer
            .market()
            .submit(UUID.randomUUID().toString(), JobSpec.shell(options.image, PROGRAM))
            .job()
            .id();
    Job job = buyer.follow(jobId, 0, new Clocked(sample));
    if (job.state() != JobState.SUCCEEDED || sample.count() == 0) {
      out.println("Log latency could not be measured: " + job.why());
      return;
    }
    Table table = Sample.table("log line printed to line at the client");
    table.row(sample.row("one line each 0.25 s")).print(out);
    out.println();
  }

  private record Clocked(Sample sample) implements JobOutput {
    @Override
    public void chunk(LogChunk chunk) {
      double now = System.currentTimeMillis();
      for (String line : chunk.text().lines().toList()) {
        if (line.matches("\\d{10}\\.\\d{3}")) {
          sample.add(now - Double.parseDouble(line) * 1000);
        }
      }
    }

    @Override
    public void change(Job job) {}

    @Override
    public void end(Job job) {}
  }
}
