package io.lumaris.seller;

import io.lumaris.job.LogChunk;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.MarketException;
import io.lumaris.market.ReportAnswer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Carries what all attempts of this node have to tell to the market, one call at a time: the first
 * goes at once; what comes while a call is under way gathers and goes with the next. While the
 * market is away it goes on trying. Thread-safe; no method waits for the market.
 */
final class ReportSender {
  private static final System.Logger LOG = System.getLogger(ReportSender.class.getName());

  /** What is wrong with a call's content: it will be refused as often as it is sent. */
  static final Set<String> REFUSED = Set.of("invalid_request", "invalid_job");

  /** As JSON; one RPC takes 256 KiB. */
  private static final int MOST_BYTES = 192 * 1024;

  /** Two profiles and the figures of an end, with room to spare: 64 of them fit into a call. */
  private static final int BYTES_OF_A_REPORT = 2_500;

  private static final int BYTES_OF_A_CHUNK = 100;

  private final Workers workers;
  private final Function<List<AttemptReport>, List<ReportAnswer>> call;
  private final Backoff backoff = new Backoff();
  private final Due timer = new Due();
  private final Set<AttemptReporter> waiting = new LinkedHashSet<>(); // guarded by this
  private boolean busy; // guarded by this

  /**
   * A sender with nothing to send.
   *
   * @param call tells the market and returns an answer for each report, in their order
   */
  ReportSender(Workers workers, Function<List<AttemptReport>, List<ReportAnswer>> call) {
    this.workers = workers;
    this.call = call;
  }

  /** This attempt may have something to tell. */
  void poke(AttemptReporter reporter) {
    synchronized (this) {
      waiting.add(reporter);
    }
    wake();
  }

  /** The market answers again: do not wait any longer. */
  void retryNow() {
    backoff.retryNow(workers.nanos());
    wake();
  }

  private void wake() {
    synchronized (this) {
      long wait = busy ? -1 : waitNanos();
      if (wait < 0) {
        return;
      }
      if (wait > 0) {
        wakeAfter(wait);
        return;
      }
      busy = true;
    }
    workers.run(this::send);
  }

  /** Nanoseconds until there is something to send, 0 for now, negative for nothing. */
  private long waitNanos() {
    long now = workers.nanos();
    long first = -1;
    for (Iterator<AttemptReporter> all = waiting.iterator(); all.hasNext(); ) {
      long wait = all.next().waitNanos(now);
      if (wait < 0) {
        all.remove();
      } else if (first < 0 || wait < first) {
        first = wait;
      }
    }
    return first < 0 ? first : Math.max(first, backoff.waitNanos(now));
  }

  private void wakeAfter(long nanos) {
    if (timer.atLatest(workers.nanos() + nanos)) {
      workers.after(
          Duration.ofNanos(nanos),
          () -> {
            timer.never();
            wake();
          });
    }
  }

  private void send() {
    List<AttemptReporter> going = new ArrayList<>();
    try {
      List<AttemptReport> reports = gather(going);
      if (!reports.isEmpty()) {
        answered(going, call.apply(reports));
      }
      backoff.succeeded();
    } catch (MarketException e) {
      failed(going, e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A report failed in an unexpected way, it is tried again", e);
      backoff.failed(workers.nanos());
    } finally {
      synchronized (this) {
        waiting.addAll(going); // behind those that did not fit into this call
        busy = false;
      }
    }
    wake();
  }

  /** Takes from those that wait what is due and fits into one call. */
  private synchronized List<AttemptReport> gather(List<AttemptReporter> going) {
    List<AttemptReport> reports = new ArrayList<>();
    long now = workers.nanos();
    int bytes = 0;
    for (AttemptReporter reporter : List.copyOf(waiting)) {
      boolean fits =
          reports.isEmpty() || (!reporter.isAlone() && reports.size() < AttemptReport.MOST);
      if (!fits || reporter.waitNanos(now) != 0) {
        continue;
      }
      AttemptReport report = reporter.report(now);
      bytes += bytes(report);
      if (!reports.isEmpty() && bytes > MOST_BYTES) {
        break;
      }
      waiting.remove(reporter);
      going.add(reporter);
      reports.add(report);
      if (reporter.isAlone()) {
        break;
      }
    }
    return reports;
  }

  private static void answered(List<AttemptReporter> going, List<ReportAnswer> answers) {
    for (int i = 0; i < going.size(); i++) {
      going.get(i).answered(answers.get(i));
    }
  }

  private void failed(List<AttemptReporter> going, MarketException e) {
    boolean overContent = REFUSED.contains(e.reason()) || e.reason().equals("internal");
    if (overContent && going.size() > 1) {
      going.forEach(AttemptReporter::tellAlone);
    } else if (overContent) {
      going.get(0).failed(e);
    } else {
      backoff.failed(workers.nanos());
      going.forEach(reporter -> reporter.giveUpIfHopeless(e));
    }
  }

  /** At most so many bytes as JSON. */
  private static int bytes(AttemptReport report) {
    int bytes = BYTES_OF_A_REPORT;
    if (report.outcome() != null && report.outcome().detail() != null) {
      bytes += Utf8Text.jsonLength(report.outcome().detail());
    }
    if (report.chunks() != null) {
      for (LogChunk chunk : report.chunks()) {
        bytes += BYTES_OF_A_CHUNK + Utf8Text.jsonLength(chunk.text());
      }
    }
    return bytes;
  }
}
