package io.lumaris.cli;

import io.lumaris.job.Ask;
import io.lumaris.job.Outcome;
import io.lumaris.job.Usage;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.AttemptReport.Start;
import io.lumaris.market.Claim;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import io.lumaris.market.MarketListener;
import io.lumaris.market.MarketWatcher;
import io.lumaris.market.SellerOffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A seller that speaks the whole protocol, woken by pushes, and runs nothing: it takes its time and
 * says what its kind says.
 */
final class SimulatedSeller implements MarketListener {
  /** Stdout of a program that was really run, and of one that was made up: liars agree. */
  static final String RIGHT = "1".repeat(64);

  static final String WRONG = "2".repeat(64);

  private static final int SLOTS = 2;
  private static final FreeCapacity ALL = new FreeCapacity(SLOTS, SLOTS, SLOTS * 1024);
  private static final int POLL_MS = 500;

  /** How a seller behaves. */
  enum Kind {
    HONEST,
    LIAR,
    LOSER
  }

  private final MarketConnection account;
  private final Market market;
  private final Kind kind;
  private final long ask;
  private final int millis;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Semaphore work = new Semaphore(1);
  private final UUID id;
  private final String name;
  private Thread thread;
  private MarketWatcher watcher;

  /**
   * A registered seller that does not work yet.
   *
   * @param ask micro-credits for each start
   * @param millis how long its programs take
   */
  SimulatedSeller(MarketConnection account, Kind kind, long ask, int millis) {
    this.account = account;
    this.market = account.market();
    this.kind = kind;
    this.ask = ask;
    this.millis = millis;
    var me =
        market.update(
            new SellerOffer(
                SLOTS,
                SLOTS * 1024,
                SLOTS,
                List.of("runc"),
                "simulated",
                "open",
                null,
                new Ask(ask, 0, 0),
                null));
    this.id = me.id();
    this.name = me.name();
  }

  Kind kind() {
    return kind;
  }

  long ask() {
    return ask;
  }

  int millis() {
    return millis;
  }

  UUID id() {
    return id;
  }

  String name() {
    return name;
  }

  int done() {
    return done.get();
  }

  /** What it was paid, in micro-credits. */
  long earned() {
    return market.account().earned();
  }

  void start() {
    watcher = account.watcher(this).asSeller();
    watcher.connect().exceptionally(lost -> null); // it polls as well
    thread = new Thread(this::sell, "seller-" + name);
    thread.start();
  }

  @Override
  public void lookAgain() {
    work.release();
  }

  @Override
  public void workOffered() {
    work.release();
  }

  private void sell() {
    List<Claim> claims = List.of();
    try {
      while (!over.get()) {
        try {
          if (claims.isEmpty()) {
            work.tryAcquire(POLL_MS, TimeUnit.MILLISECONDS);
            work.drainPermits();
            market.heartbeat(ALL, List.of());
            claims = market.claim(ALL, SLOTS).claims();
          } else {
            claims = run(claims);
          }
        } catch (MarketException e) {
          claims = List.of(); // the market takes them back
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Claim> run(List<Claim> claims) throws InterruptedException {
    Thread.sleep(millis);
    if (kind == Kind.LOSER && ThreadLocalRandom.current().nextInt(3) == 0) {
      market.heartbeat(ALL, List.of());
      return List.of(); // and never a word about them
    }
    List<AttemptReport> reports =
        claims.stream()
            .map(claim -> AttemptReport.of(claim.lease(), new Start(null, null), null, outcome()))
            .toList();
    var answer = market.report(reports, ALL, over.get() ? 0 : SLOTS);
    done.addAndGet(reports.size());
    return answer.claims() == null ? List.of() : answer.claims();
  }

  private Outcome outcome() {
    return new Outcome(
        null,
        0,
        null,
        Instant.now(),
        (long) millis,
        null,
        null,
        Usage.of((long) millis, null, null, 0L),
        kind == Kind.LIAR ? WRONG : RIGHT,
        0L);
  }

  void stop() throws InterruptedException {
    over.set(true);
    work.release();
    if (thread != null) {
      thread.join();
      watcher.close();
    }
  }
}
