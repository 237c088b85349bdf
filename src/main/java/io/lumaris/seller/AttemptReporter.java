package io.lumaris.seller;

import io.lumaris.job.AppliedProfile;
import io.lumaris.job.LogChunk;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.AttemptReport.Start;
import io.lumaris.market.Lease;
import io.lumaris.market.MarketException;
import io.lumaris.market.ReportAnswer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the market is to be told about one attempt: its start, its output, its end, in this order,
 * each until it is answered. Thread-safe; no method waits for the market.
 */
final class AttemptReporter {
  private static final System.Logger LOG = System.getLogger(AttemptReporter.class.getName());

  /** The market takes an end after the lease as long as nobody else has the job: worth trying. */
  private static final Duration HOPELESS_AFTER = Duration.ofMinutes(10);

  private static final int MOST_INTERNAL_FAILURES = 10;
  private static final Set<String> GONE = Set.of("lease_lost", "attempt_not_found");

  private final Lease lease;
  private final OutputBatcher output;
  private final ReportSender sender;
  private final Workers workers;
  private final Runnable whenOver;
  private final Consumer<String> log;
  private final Backoff backoff = new Backoff();

  private Start start; // guarded by this, as all below; null when there is none to tell
  private Outcome outcome;
  private AttemptReport told; // what was given to the sender last
  private boolean goesOn;
  private boolean inParts;
  private boolean alone;
  private boolean over;
  private boolean bareTried;
  private long endedAt;

  /**
   * A reporter that has nothing to tell yet.
   *
   * @param whenOver is called once: the market knows the attempt's end, or does not want to
   * @param log gets one sentence for each change worth a line
   */
  AttemptReporter(
      Lease lease,
      OutputBatcher output,
      ReportSender sender,
      Workers workers,
      Runnable whenOver,
      Consumer<String> log) {
    this.lease = lease;
    this.output = output;
    this.sender = sender;
    this.workers = workers;
    this.whenOver = whenOver;
    this.log = log;
  }

  /** An earlier life of this node began it: only the market knows what of it was told. */
  synchronized void goesOn() {
    goesOn = true;
  }

  void started(String imageDigest, AppliedProfile profile) {
    synchronized (this) {
      start = new Start(imageDigest, profile);
    }
    poke();
  }

  /** There may be output to send. */
  void poke() {
    sender.poke(this);
  }

  /** The market answers again: do not wait any longer. */
  void retryNow() {
    backoff.retryNow(workers.nanos());
    sender.retryNow();
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
    whenOver.run();
  }

  synchronized boolean isOver() {
    return over;
  }

  // ── for the sender ────────────────────────────────────────────────────────────────────────────

  /** Nanoseconds until there is something to tell, 0 for now, negative for nothing. */
  synchronized long waitNanos(long now) {
    if (over) {
      return -1;
    }
    long wait = start != null ? 0 : output.waitNanos(now);
    if (wait < 0 && outcome != null) {
      wait = 0;
    }
    return wait < 0 ? wait : Math.max(wait, backoff.waitNanos(now));
  }

  /** All there is to tell now; told again, with what came meanwhile, until it is answered. */
  synchronized AttemptReport report(long now) {
    boolean startOnly = start != null && (goesOn || inParts);
    List<LogChunk> chunks =
        !startOnly && output.waitNanos(now) == 0 ? output.batch(now) : null; // null: none now
    boolean end =
        outcome != null && !startOnly && !output.hasMore() && !(inParts && chunks != null);
    told =
        AttemptReport.of(
            lease, start, chunks, end ? reportable(outcome).withCutBytes(output.cutBytes()) : null);
    return told;
  }

  /** Whether it has to be told in a call of its own, since it may be why a call failed. */
  synchronized boolean isAlone() {
    return alone;
  }

  synchronized void tellAlone() {
    alone = true;
  }

  void answered(ReportAnswer answer) {
    backoff.succeeded();
    if (answer.refusal().isPresent()) {
      failed(answer.refusal().get());
      return;
    }
    boolean ended;
    synchronized (this) {
      alone = false;
      if (told.started() != null) {
        start = null;
      }
      if (answer.lastSeq() != null) {
        output.numberOnFrom(answer.lastSeq());
      }
      if (told.chunks() != null) {
        output.sent(answer.keptBytes());
      }
      ended = told.outcome() != null;
    }
    if (ended) {
      drop();
    }
  }

  /** The market will not take this report, or failed over it. */
  void failed(MarketException e) {
    boolean broken = e.reason().equals("internal") && backoff.failures() >= MOST_INTERNAL_FAILURES;
    if (GONE.contains(e.reason())) {
      log.accept("the market has taken it back: " + e.getMessage());
      drop();
    } else if (ReportSender.REFUSED.contains(e.reason()) || broken) {
      skipRefused(e);
    } else {
      backoff.failed(workers.nanos());
      giveUpIfHopeless(e);
    }
  }

  /** After so long nobody waits for the end any more. */
  void giveUpIfHopeless(MarketException e) {
    boolean hopeless;
    synchronized (this) {
      hopeless = outcome != null && workers.nanos() - endedAt > HOPELESS_AFTER.toNanos();
    }
    if (hopeless) {
      log.accept("its end could not be reported: " + e.getMessage());
      drop();
    }
  }

  /** What the market will never take must not keep the rest from it. */
  private void skipRefused(MarketException e) {
    LOG.log(Level.WARNING, "The market refused a report: {0}: {1}", e.field(), e.getMessage());
    backoff.succeeded();
    boolean wasEnd = false;
    synchronized (this) {
      if (Stream.of(told.started(), told.chunks(), told.outcome()).filter(p -> p != null).count()
          > 1) {
        inParts = true; // to see which of them it is
      } else if (told.started() != null) {
        start = null;
      } else if (told.chunks() != null) {
        output.refused();
      } else {
        wasEnd = true;
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

  /** That the node itself gave up for want of contact is, to the market, a job given back. */
  private static Outcome reportable(Outcome end) {
    return end.reason() == Reason.SELLER_LOST
        ? Outcome.neverRan(
            Reason.SELLER_QUIT, "This seller lost contact with the market and stopped the program.")
        : end;
  }
}
