package io.lumaris.seller;

import io.lumaris.job.AppliedProfile;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import io.lumaris.market.Lease;
import io.lumaris.market.LogsKept;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import io.lumaris.market.Started;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells the market about one attempt: its start, its output, its end, in this order and one call at
 * a time. While the market is away it goes on trying. Thread-safe; no method waits for the market.
 */
final class AttemptReporter {
  private static final System.Logger LOG = System.getLogger(AttemptReporter.class.getName());

  /** The market takes an end after the lease as long as nobody else has the job: worth trying. */
  private static final Duration HOPELESS_AFTER = Duration.ofMinutes(10);

  private static final int MOST_INTERNAL_FAILURES = 10;
  private static final Set<String> GONE = Set.of("lease_lost", "attempt_not_found");
  private static final Set<String> REFUSED = Set.of("invalid_request", "invalid_job");

  private final Market market;
  private final Lease lease;
  private final OutputBatcher output;
  private final Workers workers;
  private final Finisher finisher;
  private final Consumer<String> log;
  private final Backoff backoff = new Backoff();

  private Start start; // guarded by this, as all below; null when there is none to tell
  private Outcome outcome;
  private boolean busy;
  private boolean over;
  private boolean bareTried;
  private boolean timerSet;
  private long endedAt;

  private record Start(String imageDigest, AppliedProfile profile) {}

  /**
   * A reporter that has nothing to tell yet.
   *
   * @param log gets one sentence for each change worth a line
   */
  AttemptReporter(
      Market market,
      Lease lease,
      OutputBatcher output,
      Workers workers,
      Finisher finisher,
      Consumer<String> log) {
    this.market = market;
    this.lease = lease;
    this.output = output;
    this.workers = workers;
    this.finisher = finisher;
    this.log = log;
  }

  void started(String imageDigest, AppliedProfile profile) {
    synchronized (this) {
      start = new Start(imageDigest, profile);
    }
    poke();
  }

  /** There may be output to send. */
  void poke() {
    synchronized (this) {
      long wait = busy || over ? -1 : waitNanos();
      if (wait < 0) {
        return;
      }
      if (wait > 0) {
        wakeAfter(wait);
        return;
      }
      busy = true;
    }
    workers.run(this::tell);
  }

  /** The market answers again: do not wait any longer. */
  void retryNow() {
    backoff.retryNow(workers.nanos());
    poke();
  }

  void ended(Outcome end) {
    output.end(workers.now());
    synchronized (this) {
      outcome = end;
      endedAt = workers.nanos();
    }
    poke();
  }

  /** The attempt is somebody else's: tell nothing more. */
  void drop() {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    finisher.over();
  }

  synchronized boolean isOver() {
    return over;
  }

  /** Nanoseconds until there is something to tell, 0 for now, negative for nothing. */
  private long waitNanos() {
    long now = workers.nanos();
    long wait = start != null ? 0 : output.waitNanos(now);
    if (wait < 0 && outcome != null) {
      wait = 0;
    }
    return wait < 0 ? wait : Math.max(wait, backoff.waitNanos(now));
  }

  private void wakeAfter(long nanos) {
    if (!timerSet) {
      timerSet = true;
      workers.after(
          Duration.ofNanos(nanos),
          () -> {
            synchronized (this) {
              timerSet = false;
            }
            poke();
          });
    }
  }

  private void tell() {
    try {
      tellNext();
      backoff.succeeded();
    } catch (MarketException e) {
      failed(e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A report failed in an unexpected way, it is tried again", e);
      backoff.failed(workers.nanos());
    } finally {
      synchronized (this) {
        busy = false;
      }
    }
    poke();
  }

  private void tellNext() {
    Start toStart;
    Outcome toEnd;
    synchronized (this) {
      toStart = start;
      toEnd = outcome;
    }
    if (toStart != null) {
      Started answer = market.started(lease, toStart.imageDigest(), toStart.profile());
      if (answer.lastSeq() != null) {
        output.numberOnFrom(answer.lastSeq());
      }
      startTold();
    } else if (output.waitNanos(workers.nanos()) >= 0) {
      LogsKept kept = market.logs(lease, output.batch(workers.nanos()));
      output.sent(kept.keptBytes());
    } else if (toEnd != null) {
      finisher.finish(lease, reportable(toEnd).withCutBytes(output.cutBytes()));
      drop();
    }
  }

  private synchronized void startTold() {
    start = null;
  }

  /** That the node itself gave up for want of contact is, to the market, a job given back. */
  private static Outcome reportable(Outcome end) {
    return end.reason() == Reason.SELLER_LOST
        ? Outcome.neverRan(
            Reason.SELLER_QUIT, "This seller lost contact with the market and stopped the program.")
        : end;
  }

  private void failed(MarketException e) {
    boolean broken = e.reason().equals("internal") && backoff.failures() >= MOST_INTERNAL_FAILURES;
    if (GONE.contains(e.reason())) {
      log.accept("the market has taken it back: " + e.getMessage());
      drop();
    } else if (REFUSED.contains(e.reason()) || broken) {
      skipRefused(e);
    } else if (isHopeless()) {
      log.accept("its end could not be reported: " + e.getMessage());
      drop();
    } else {
      backoff.failed(workers.nanos());
    }
  }

  /** What the market will never take must not keep the rest from it. */
  private void skipRefused(MarketException e) {
    LOG.log(Level.WARNING, "The market refused a report: {0}: {1}", e.field(), e.getMessage());
    backoff.succeeded();
    boolean wasEnd;
    synchronized (this) {
      wasEnd = start == null && output.waitNanos(workers.nanos()) < 0;
      if (start != null) {
        start = null;
      } else if (!wasEnd) {
        output.refused();
      }
    }
    if (wasEnd) {
      refusedEnd(e);
    }
  }

  private void refusedEnd(MarketException e) {
    Outcome bare =
        Outcome.neverRan(
            Reason.SELLER_ERROR, "The market did not take the seller's report: " + e.getMessage());
    synchronized (this) {
      if (!bareTried) {
        bareTried = true;
        outcome = bare;
        return;
      }
    }
    drop();
  }

  private synchronized boolean isHopeless() {
    return outcome != null && workers.nanos() - endedAt > HOPELESS_AFTER.toNanos();
  }
}
