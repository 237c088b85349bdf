package io.lumaris.buyer;

import io.lumaris.account.SignedIn;
import io.lumaris.market.JobChanged;
import io.lumaris.market.LogPushed;
import io.lumaris.market.MarketException;
import io.lumaris.market.MarketListener;
import io.lumaris.market.MarketWatcher;
import io.lumaris.market.UsagePushed;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/**
 * One browser's view of the market, kept true: first it is subscribed, then it reads, then it
 * passes on changes.
 *
 * <p>A push says only what to read again, except output that continues what the browser has: that
 * goes straight through. Whatever cannot be told, because the market or the browser is away or
 * slow, is remembered as something to read, never as a message, so that nothing grows.
 */
final class LiveConnection implements MarketListener {
  static final int TRY_AGAIN_LATER = 1013;
  static final int POLICY = 1008;

  private final SignedIn who;
  private final Browser browser;
  private final Outbox outbox;
  private final MarketWatcher watcher;
  private final LiveReader reader;

  private final Wanted wanted = new Wanted();
  private boolean pushesArrive;
  private Boolean toldLive; // null before the first word about it
  private String obstacle = "";
  private final RequestRate requests = new RequestRate();

  LiveConnection(SignedIn who, Browser browser) {
    this.who = who;
    this.browser = browser;
    this.outbox = new Outbox(browser, new Pace());
    this.reader = new LiveReader(this, who.market(), browser);
    this.watcher = who.watch(this).asBuyer();
  }

  /** Starts; what is asked before the market is reached is answered when it is. */
  void open() {
    watcher.connect().exceptionally(ended -> null); // told by ended(), too
  }

  /** A message of the browser. */
  void received(String text) {
    if (!requests.allows()) {
      if (requests.isFirstTooMany()) {
        tell(LiveMessage.error("too_many_requests", RequestRate.SENTENCE, null));
      }
      return;
    }
    try {
      LiveRequest request = LiveRequest.read(text);
      switch (request.kind()) {
        case SUBSCRIBE -> subscribe(request.jobs());
        case WATCH -> watch(request.jobId(), new LogTail(request.after()));
        case UNWATCH -> unwatch(request.jobId());
        case PING -> tell(LiveMessage.pong(Instant.now()));
      }
    } catch (MarketException e) {
      tell(LiveMessage.error(e.reason(), e.getMessage(), null));
    }
  }

  /** How long the browser has been reading too slowly; zero for one that keeps up. */
  Duration slowFor() {
    return outbox.slowFor();
  }

  /** Ends it on our side; the browser's end is the caller's matter. */
  void close() {
    reader.close();
    watcher.close();
  }

  @Override
  public void lookAgain() {
    synchronized (this) {
      pushesArrive = true;
      wanted.allMissed();
      reader.hope();
      tellWhetherLive();
      reader.wake();
    }
    browser.identified(who.accountId());
  }

  @Override
  public synchronized void disconnected(MarketException failure) {
    pushesArrive = false;
    obstacle = failure.getMessage();
    tellWhetherLive();
  }

  @Override
  public void ended(MarketException failure) {
    browser.close(POLICY, "session ended");
  }

  @Override
  public synchronized void jobChanged(JobChanged change) {
    wanted.changed(change);
    reader.wake();
  }

  @Override
  public synchronized void logPushed(LogPushed push) {
    wanted.tail(push.jobId()).ifPresent(tail -> pushed(tail, push));
  }

  /** What a slow browser misses of this it does without: a chart has a gap then. */
  @Override
  public synchronized void usagePushed(UsagePushed push) {
    if (wanted.tail(push.jobId()).isPresent()) {
      outbox.offer(LiveMessage.usage(push));
    }
  }

  // ── for the reader ──

  /** What the browser wants and lacks; to be used only by who holds this connection's monitor. */
  Wanted wanted() {
    return wanted;
  }

  /** Whether reading makes sense: pushes arrive, and the browser takes what is read. */
  synchronized boolean canRead() {
    return pushesArrive && !outbox.isSlow();
  }

  /** Sends a message unless the browser is slow; false: it lacks this one. */
  synchronized boolean tell(String message) {
    return outbox.offer(message);
  }

  /** Reading began to fail, or works again. */
  synchronized void readsChanged(String newObstacle) {
    obstacle = newObstacle;
    tellWhetherLive();
  }

  private void tellWhetherLive() {
    boolean live = pushesArrive && !reader.isFailing();
    if (toldLive == null || toldLive != live) {
      String message = live ? LiveMessage.connected() : LiveMessage.disconnected(obstacle);
      toldLive = outbox.offer(message) ? Boolean.valueOf(live) : null;
    }
  }

  private synchronized void subscribe(boolean jobs) {
    wanted.subscribe(jobs);
    reader.wake();
  }

  private void watch(UUID jobId, LogTail tail) {
    boolean room;
    synchronized (this) {
      room = wanted.watch(jobId, tail);
    }
    if (!room) {
      String detail = "At most " + Wanted.MOST_WATCHED + " jobs can be watched at once.";
      tell(LiveMessage.error("too_many_watched", detail, jobId));
      return;
    }
    watcher.watch(jobId).whenComplete((lastSeq, failure) -> joined(jobId, tail, failure));
  }

  private synchronized void joined(UUID jobId, LogTail tail, Throwable failure) {
    if (wanted.tail(jobId).filter(current -> current == tail).isEmpty()) {
      return; // unwatched, or watched anew, in the meantime
    }
    if (failure == null) {
      wanted.jobMissed(jobId);
      tail.missed();
      reader.wake();
    } else {
      wanted.unwatch(jobId);
      MarketException refusal = refusal(failure);
      tell(LiveMessage.error(refusal.reason(), refusal.getMessage(), jobId));
    }
  }

  private void unwatch(UUID jobId) {
    synchronized (this) {
      wanted.unwatch(jobId);
    }
    watcher.unwatch(jobId);
  }

  /** A job that is gone is watched no more. */
  void forget(UUID jobId) {
    unwatch(jobId);
  }

  private void pushed(LogTail tail, LogPushed push) {
    tail.pushed(push)
        .ifPresent(
            news -> {
              if (outbox.offer(LiveMessage.log(push.jobId(), news))) {
                tail.told(news);
              } else {
                tail.missed();
              }
            });
    if (tail.isBehind()) {
      reader.wake();
    }
  }

  private final class Pace implements Outbox.Events {
    @Override
    public void slow() {
      browser.slow();
    }

    @Override
    public void drained() {
      synchronized (LiveConnection.this) {
        tellWhetherLive();
        reader.wake();
      }
    }
  }

  private static MarketException refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof MarketException e
        ? e
        : new MarketException(
            "market_unavailable", null, "The job cannot be watched right now.", true, cause);
  }
}
