package io.lumaris.cli;

import io.lumaris.job.Job;
import io.lumaris.job.LogChunk;
import io.lumaris.market.JobChanged;
import io.lumaris.market.LogPage;
import io.lumaris.market.LogPushed;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows one job to its end and hands over every piece of its output exactly once and in order.
 *
 * <p>Pushed output that continues what was seen is passed straight on; anything else (a gap, a
 * reconnect, silence for a poll interval) only means: read the log from the last number on. A lost
 * push therefore costs time, never a line.
 */
final class JobFollower {
  static final long SEQ_PER_ATTEMPT = 10_000_000;
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PAGE = 500;

  private final Market market;
  private final UUID jobId;
  private final Consumer<LogChunk> output;
  private final Consumer<Job> changes;
  private final BlockingQueue<Object> hints = new LinkedBlockingQueue<>(1000);
  private static final Object LOOK_AGAIN = new Object();

  private long lastSeq;
  private Job job;
  private long awaySince;

  /**
   * A follower; pushes are fed to it by {@link #onLog} and {@link #onChange}.
   *
   * @param after last sequence number not to be handed over
   * @param output gets each chunk
   * @param changes gets the job whenever it is newer than the one before
   */
  JobFollower(
      Market market, UUID jobId, long after, Consumer<LogChunk> output, Consumer<Job> changes) {
    this.market = market;
    this.jobId = jobId;
    this.lastSeq = after;
    this.output = output;
    this.changes = changes;
  }

  void onLog(LogPushed pushed) {
    offer(pushed);
  }

  void onChange(JobChanged changed) {
    offer(changed);
  }

  /** Pushes may have been missed. */
  void onLookAgain() {
    offer(LOOK_AGAIN);
  }

  /** A full queue loses nothing: the follower then reads the log instead. */
  private void offer(Object hint) {
    if (!hints.offer(hint)) {
      hints.clear();
      hints.add(LOOK_AGAIN);
    }
  }

  /** Blocks until the job is final and all its output was handed over. */
  Job follow() throws InterruptedException {
    boolean look = true;
    while (true) {
      if (look) {
        look = !lookAgain();
      }
      if (job != null && job.state().isFinal() && !look) {
        return job;
      }
      Object hint = hints.poll(look ? 500 : POLL.toMillis(), TimeUnit.MILLISECONDS);
      look = look || !continues(hint);
    }
  }

  /** Whether the hint was output that continues what was seen, so that nothing need be read. */
  private boolean continues(Object hint) {
    if (!(hint instanceof LogPushed pushed) || !pushed.jobId().equals(jobId)) {
      return hint instanceof JobChanged changed && known(changed);
    }
    for (LogChunk chunk : pushed.chunks()) {
      if (chunk.seq() <= lastSeq) {
        continue;
      }
      if (chunk.seq() != lastSeq + 1 && !firstOfNextAttempt(chunk.seq())) {
        return false;
      }
      hand(chunk);
    }
    return true;
  }

  private boolean known(JobChanged changed) {
    return !changed.jobId().equals(jobId) || (job != null && changed.version() <= job.version());
  }

  /** Only right after the very first attempt began is nothing before it. */
  private boolean firstOfNextAttempt(long seq) {
    return lastSeq == 0 && seq == SEQ_PER_ATTEMPT + 1;
  }

  /** Reads the job, then its log: a final job's log is complete. False when the market is away. */
  private boolean lookAgain() {
    try {
      Job now = market.job(jobId);
      if (job == null || now.version() > job.version()) {
        job = now;
        changes.accept(now);
      }
      readLog();
      awaySince = 0;
      return true;
    } catch (MarketException e) {
      giveUpAfterPatience(e);
      return false;
    }
  }

  private void giveUpAfterPatience(MarketException e) {
    long now = System.nanoTime();
    awaySince = awaySince == 0 ? now : awaySince;
    if (!e.retryable() || now - awaySince > PATIENCE.toNanos()) {
      throw e;
    }
  }

  private void readLog() {
    LogPage page;
    do {
      page = market.logs(jobId, lastSeq, PAGE);
      page.chunks().stream().filter(chunk -> chunk.seq() > lastSeq).forEach(this::hand);
    } while (page.more());
  }

  private void hand(LogChunk chunk) {
    output.accept(chunk);
    lastSeq = chunk.seq();
  }
}
