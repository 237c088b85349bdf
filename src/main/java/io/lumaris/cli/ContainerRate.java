package io.lumaris.cli;

import io.lumaris.job.JobSpec;
import io.lumaris.job.JobState;
import io.lumaris.market.JobChanged;
import io.lumaris.market.Market;
import io.lumaris.market.MarketListener;
import io.lumaris.market.MarketWatcher;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Real containers a second: the market's seller against a loop of docker run, in turns. */
final class ContainerRate {
  private static final int ROUNDS = 3;
  private static final int PATIENCE_S = 300;

  private ContainerRate() {}

  static void compare(BenchMarket market, BenchOptions options, PrintWriter out)
      throws InterruptedException {
    int workers = Runtime.getRuntime().availableProcessors();
    Sample lumaris = new Sample();
    Sample docker = new Sample();
    MarketConnection buyer = market.account();
    market(buyer, options, options.warmup);
    for (int round = 0; round < ROUNDS; round++) {
      lumaris.add(options.runs / market(buyer, options, options.runs));
      docker.add(options.runs / loop(options, workers));
    }
    out.printf(
        Locale.ROOT,
        "Real containers, image %s, command: %s; %d rounds of %d each, in turns%n",
        options.image,
        options.command,
        ROUNDS,
        options.runs);
    new Table("what", "jobs/s, median", "min", "max")
        .row(row("LUMARIS, one seller with " + workers + " slots", lumaris))
        .row(row("docker run, " + workers + " workers", docker))
        .print(out);
    out.printf(Locale.ROOT, "ratio of the medians: %.2f x%n%n", lumaris.median() / docker.median());
  }

  private static String[] row(String name, Sample rate) {
    return new String[] {name, number(rate.median()), number(rate.min()), number(rate.max())};
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Seconds from the first submit to the end of the last job. */
  private static double market(MarketConnection buyer, BenchOptions options, int jobs)
      throws InterruptedException {
    CountDownLatch left = new CountDownLatch(jobs);
    Set<UUID> ended = ConcurrentHashMap.newKeySet();
    try (MarketWatcher watcher = buyer.watcher(new Ends(ended, left)).asBuyer()) {
      watcher.connect().toCompletableFuture().join();
      Market market = buyer.market();
      long begin = System.nanoTime();
      for (int i = 0; i < jobs; i++) {
        market.submit(UUID.randomUUID().toString(), JobSpec.shell(options.image, options.command));
      }
      if (!left.await(PATIENCE_S, TimeUnit.SECONDS)) {
        throw new CommandFailure(
            left.getCount() + " jobs did not succeed in " + PATIENCE_S + " s.");
      }
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  private record Ends(Set<UUID> ended, CountDownLatch left) implements MarketListener {
    @Override
    public void jobChanged(JobChanged changed) {
      if (changed.state() == JobState.SUCCEEDED && ended.add(changed.jobId())) {
        left.countDown();
      }
    }
  }

  private static double loop(BenchOptions options, int workers) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    CountDownLatch left = new CountDownLatch(options.runs);
    long begin = System.nanoTime();
    for (int i = 0; i < options.runs; i++) {
      pool.execute(() -> run(options, left));
    }
    pool.shutdown();
    if (!left.await(PATIENCE_S, TimeUnit.SECONDS)) {
      pool.shutdownNow();
      throw new CommandFailure(
          left.getCount() + " docker runs did not succeed in " + PATIENCE_S + " s.");
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void run(BenchOptions options, CountDownLatch left) {
    try {
      DockerRun.once(options.image, options.command);
      left.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
