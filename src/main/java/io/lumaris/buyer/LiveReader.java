package io.lumaris.buyer;

import io.lumaris.job.Job;
import io.lumaris.market.JobPage;
import io.lumaris.market.JobQuery;
import io.lumaris.market.LogPage;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads from the market what a browser lacks, one thing after the other, on one thread at a time;
 * while the market fails, again every moment.
 */
final class LiveReader {
  private static final System.Logger LOGGER = System.getLogger(LiveReader.class.getName());
  private static final JobQuery NEWEST = new JobQuery(null, null, null, 25, null);
  private static final int LOG_PAGE = 200;

  private final LiveConnection connection; // its monitor guards all below
  private final Market market;
  private final Browser browser;
  private boolean reading;
  private boolean failing;
  private boolean closed;

  LiveReader(LiveConnection connection, Market market, Browser browser) {
    this.connection = connection;
    this.market = market;
    this.browser = browser;
  }

  /** There may be something to read. */
  void wake() {
    synchronized (connection) {
      if (!reading && !closed && connection.canRead()) {
        reading = true;
        browser.run(this::readAll);
      }
    }
  }

  /** Whether the last reading failed because of the market. */
  boolean isFailing() {
    synchronized (connection) {
      return failing;
    }
  }

  /** The market is there again; whether it can be read, the next reading shows. */
  void hope() {
    synchronized (connection) {
      failing = false;
    }
  }

  void close() {
    synchronized (connection) {
      closed = true;
    }
  }

  private void readAll() {
    try {
      Optional<Wanted.Reading> next = next();
      while (next.isPresent() && read(next.get())) {
        next = next();
      }
    } catch (RuntimeException | Error e) {
      LOGGER.log(System.Logger.Level.ERROR, "A live connection failed in an unforeseen way", e);
      browser.close(LiveConnection.TRY_AGAIN_LATER, "failed, try again");
    }
  }

  /** The next thing to read; none ends the run. */
  private Optional<Wanted.Reading> next() {
    synchronized (connection) {
      Optional<Wanted.Reading> next =
          closed || !connection.canRead() ? Optional.empty() : connection.wanted().next();
      reading = next.isPresent();
      if (!reading && connection.canRead()) {
        works(); // nothing is lacking any more, so nothing fails
      }
      return next;
    }
  }

  /** Reads one thing; false when there is no use in going on now. */
  private boolean read(Wanted.Reading what) {
    try {
      switch (what.kind()) {
        case LIST -> tellList(market.jobs(NEWEST));
        case JOB -> tellJob(market.job(what.jobId()));
        case LOG -> readLog(what.jobId());
      }
      works();
      return true;
    } catch (MarketException e) {
      return goesOn(what, e);
    }
  }

  private void tellList(JobPage page) {
    synchronized (connection) {
      if (!connection.tell(LiveMessage.jobs(page))) {
        connection.wanted().listMissed();
      }
    }
  }

  private void tellJob(Job job) {
    synchronized (connection) {
      if (connection.tell(LiveMessage.job(job))) {
        connection.wanted().tail(job.id()).ifPresent(tail -> tail.toldJob(job));
      } else {
        connection.wanted().jobMissed(job.id());
      }
    }
  }

  private void readLog(UUID jobId) {
    Optional<Long> after;
    synchronized (connection) {
      after = connection.wanted().tail(jobId).map(LogTail::last);
    }
    if (after.isPresent()) {
      LogPage page = market.logs(jobId, after.get(), LOG_PAGE);
      synchronized (connection) {
        connection.wanted().tail(jobId).ifPresent(tail -> tellLog(jobId, tail, page));
      }
    }
  }

  private void tellLog(UUID jobId, LogTail tail, LogPage page) {
    tail.read(page)
        .ifPresent(
            news -> {
              if (connection.tell(LiveMessage.log(jobId, news))) {
                tail.told(news);
              } else {
                tail.missed();
              }
            });
  }

  private boolean goesOn(Wanted.Reading what, MarketException e) {
    if (e.reason().equals("job_not_found")) {
      gone(what.jobId());
      return true;
    }
    missed(what);
    if (e.reason().equals("not_signed_in")) {
      browser.close(LiveConnection.POLICY, "session ended");
      return false;
    }
    synchronized (connection) {
      failing = true;
      connection.readsChanged(e.getMessage());
    }
    browser.runLater(this::readAll); // still counts as reading: nobody else starts meanwhile
    return false;
  }

  private void gone(UUID jobId) {
    connection.forget(jobId);
    if (!connection.tell(LiveMessage.deleted(jobId))) {
      synchronized (connection) {
        connection.wanted().jobMissed(jobId); // not found again, once the browser listens
      }
    }
  }

  private void missed(Wanted.Reading what) {
    synchronized (connection) {
      switch (what.kind()) {
        case LIST -> connection.wanted().listMissed();
        case JOB -> connection.wanted().jobMissed(what.jobId());
        case LOG -> connection.wanted().tail(what.jobId()).ifPresent(LogTail::missed);
      }
    }
  }

  /** After a failure anything may have been missed. */
  private void works() {
    synchronized (connection) {
      if (failing) {
        failing = false;
        connection.wanted().allMissed();
        connection.readsChanged("");
      }
    }
  }
}
