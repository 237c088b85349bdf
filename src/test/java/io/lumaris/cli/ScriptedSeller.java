package io.lumaris.cli;

import static io.lumaris.testing.Reports.ended;
import static io.lumaris.testing.Reports.printed;
import static io.lumaris.testing.Reports.started;
import static io.lumaris.testing.Reports.tell;

import io.lumaris.job.LogChunk;
import io.lumaris.job.LogStream;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.Claim;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import io.lumaris.market.SellerOffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A seller on the real market that runs nothing. What it does follows from the job's command:
 * {@code say TEXT}, {@code exit N}, {@code break} (the container engine fails), {@code count} (a
 * line for each {@link #next()}, until {@link #end()}), {@code hang}.
 */
final class ScriptedSeller implements AutoCloseable {
  private static final FreeCapacity ROOM = new FreeCapacity(8, 8, 8192);

  private final Market market;
  private final ExecutorService jobs = Executors.newCachedThreadPool();
  private final Thread claiming = new Thread(this::claimUntilInterrupted, "scripted-seller");
  private final BlockingQueue<String> script = new LinkedBlockingQueue<>();

  ScriptedSeller(Market market) {
    this.market = market;
    market.update(
        new SellerOffer(8, 8192, 8, List.of("runc"), "scripted", "open", null, null, null));
    claiming.start();
  }

  /** The counting job prints its next line. */
  void next() {
    script.add("line");
  }

  /** The counting job ends. */
  void end() {
    script.add("end");
  }

  private void claimUntilInterrupted() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        market.claim(ROOM, 8).claims().forEach(claim -> jobs.execute(() -> run(claim)));
      } catch (MarketException away) {
        // asked again in a moment
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50)); // a poll, as sellers do
    }
  }

  private void run(Claim claim) {
    String command = claim.spec().command();
    if (command == null) {
      return; // left behind by another test, which asked for a program and not for a command: hangs
    }
    String[] words = command.split(" ", 2);
    if (words[0].equals("break")) {
      finish(claim, Outcome.neverRan(Reason.SELLER_ERROR, "The engine broke."));
      return;
    }
    repeat(started(claim.lease(), null));
    switch (words[0]) {
      case "say" -> {
        print(claim, 1, words[1] + "\n");
        finish(claim, exit(0));
      }
      case "exit" -> finish(claim, exit(Integer.parseInt(words[1])));
      case "count" -> count(claim);
      default -> {} // hangs
    }
  }

  private void count(Claim claim) {
    try {
      int line = 0;
      while (script.take().equals("line")) {
        line++;
        print(claim, line, "line " + line + "\n");
      }
      finish(claim, exit(0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(Claim claim, int seq, String text) {
    LogChunk chunk = new LogChunk(seq, null, Instant.now(), LogStream.STDOUT, text);
    repeat(printed(claim.lease(), chunk));
  }

  private void finish(Claim claim, Outcome outcome) {
    repeat(ended(claim.lease(), outcome));
  }

  private static Outcome exit(int code) {
    Reason reason = code == 0 ? null : Reason.EXIT_CODE;
    return new Outcome(reason, code, null, Instant.now(), 1L, null, null, null, null, 0L);
  }

  /** Until the market, which tests restart, has answered. */
  private void repeat(AttemptReport report) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        tell(market, report);
        return;
      } catch (MarketException e) {
        if (!e.retryable()) {
          return; // cancelled meanwhile
        }
      }
    }
  }

  @Override
  public void close() {
    claiming.interrupt();
    jobs.shutdownNow();
  }
}
