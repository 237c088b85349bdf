package io.lumaris.cli;

import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.job.JobState;
import io.lumaris.job.LogChunk;
import io.lumaris.market.JobChanged;
import io.lumaris.market.MarketListener;
import io.lumaris.market.MarketWatcher;
import io.lumaris.market.Submitted;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One buyer that submits a job at a time and waits for its result as a client would see it. */
final class LatencyRun implements AutoCloseable, MarketListener {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PAGE = 1000;

  final Sample total = new Sample();
  final Sample submitRpc = new Sample();
  final Sample queued = new Sample();
  final Sample starting = new Sample();
  final Sample running = new Sample();
  final Sample reporting = new Sample();

  private final MarketConnection buyer;
  private final MarketWatcher watcher;
  private final ConcurrentHashMap<UUID, CountDownLatch> ends = new ConcurrentHashMap<>();

  LatencyRun(MarketConnection buyer) {
    this.buyer = buyer;
    this.watcher = buyer.watcher(this).asBuyer();
    watcher.connect().toCompletableFuture().join();
  }

  @Override
  public void jobChanged(JobChanged changed) {
    if (changed.state().isFinal()) {
      end(changed.jobId()).countDown();
    }
  }

  /** Submits, waits for the push of the end, reads result and output; counts it when asked. */
  void once(JobSpec spec, boolean counted) throws InterruptedException {
    long begin = System.nanoTime();
    Submitted submitted = buyer.market().submit(UUID.randomUUID().toString(), spec);
    long accepted = System.nanoTime();
    UUID id = submitted.job().id();
    if (!end(id).await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new CommandFailure(
          "Job "
              + id
              + " did not end in "
              + PATIENCE.toSeconds()
              + " s: "
              + buyer.market().job(id).why());
    }
    Job job = buyer.market().job(id);
    buyer.market().logs(id, 0, PAGE).chunks().forEach(LatencyRun::use);
    long end = System.nanoTime();
    ends.remove(id);
    if (job.state() != JobState.SUCCEEDED) {
      throw new CommandFailure("A measured job failed: " + job.why());
    }
    if (counted) {
      total.add((end - begin) / 1e6);
      submitRpc.add((accepted - begin) / 1e6);
      spans(job, Instant.now());
    }
  }

  private static void use(LogChunk chunk) {
    if (chunk.text().isEmpty()) {
      throw new CommandFailure("A chunk of output was empty.");
    }
  }

  /** By the market's clock, which is this machine's here. */
  private void spans(Job job, Instant seen) {
    queued.add(millis(job.createdAt(), job.assignedAt()));
    starting.add(millis(job.assignedAt(), job.startedAt()));
    running.add(millis(job.startedAt(), job.endedAt()));
    reporting.add(millis(job.endedAt(), seen));
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  private CountDownLatch end(UUID id) {
    return ends.computeIfAbsent(id, unseen -> new CountDownLatch(1));
  }

  @Override
  public void close() {
    watcher.close();
  }
}
