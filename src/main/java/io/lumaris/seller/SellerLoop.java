package io.lumaris.seller;

import io.lumaris.execution.Executor;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.Auctions;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import io.lumaris.market.ReportAnswer;
import io.lumaris.market.SellerOffer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The loop of a seller: renew leases, claim into free slots, start; what runs and ends is reported
 * meanwhile. A timer ticks it and a push wakes it; {@link #runOnce} does the work. Thread-safe.
 */
final class SellerLoop implements Attempts.Events {
  private static final System.Logger LOG = System.getLogger(SellerLoop.class.getName());
  private static final FreeCapacity NOTHING = new FreeCapacity(0, 0, 0);

  private final Workers workers;
  private final Instant begun;
  private final Capacity capacity = new Capacity();
  private final Offering offering;
  private final History history = new History();
  private final Attempts attempts;
  private final Leases leases;
  private final Claiming claiming;
  private final UsageTelling usage;
  private final EngineAccess engine;
  private final MarketLink link;
  private final Bidding bidding;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicInteger wakes = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  /**
   * A loop that has not begun; nothing is asked of market and engine before the first turn.
   *
   * @param engines opens the executor; throws EngineUnavailableException while it cannot
   * @param auctions where this node bids
   * @param settings how it sells at the moment; {@link #settingsChanged} says when to look again
   * @param receipts is told of every attempt
   * @param registered is called each time the market has learned of this node
   */
  SellerLoop(
      Market market,
      Auctions auctions,
      Supplier<Executor> engines,
      Supplier<SellerSettings> settings,
      Workers workers,
      ReceiptDesk receipts,
      Runnable registered) {
    this.workers = workers;
    this.begun = workers.now();
    this.offering = new Offering(settings, capacity, workers);
    this.attempts = new Attempts(workers, capacity, history, receipts, offering::filters, this);
    this.leases = new Leases(market, workers, attempts);
    this.usage = new UsageTelling(market, workers, attempts);
    this.engine = new EngineAccess(engines, attempts::recover, this::wake, workers);
    this.claiming = new Claiming(market, workers, capacity, attempts, this::openExecutor);
    this.link = new MarketLink(market, workers, () -> known(registered));
    this.bidding =
        new Bidding(
            auctions,
            offering::bids,
            workers,
            capacity,
            () -> openExecutor().isPresent(),
            link::ask,
            this::workOffered);
  }

  private void known(Runnable registered) {
    leases.renewSoon();
    registered.run();
  }

  /** Does what is due now; a second call waits for the first. */
  Counts runOnce() {
    turn.lock();
    try {
      int renewed = takeTurn();
      return new Counts(
          renewed, ended.getAndSet(0), claiming.takeClaimed(), claiming.takeStarted());
    } finally {
      turn.unlock();
    }
  }

  /** Has {@link #runOnce} done soon in another thread, once for however many calls. */
  void wake() {
    if (wakes.getAndIncrement() == 0) {
      try {
        workers.run(this::runWhileWoken);
      } catch (RuntimeException
          | Error e) { // no thread to be had; the container would end its timer
        wakes.set(0);
        LOG.log(Level.ERROR, "A turn of the seller's loop could not begin, the next tick tries", e);
      }
    }
  }

  /** There is work: claim now. */
  void workOffered() {
    claiming.soon();
    wake();
  }

  void auctionOpened() {
    bidding.look();
  }

  /** The buyer does not want it any more. */
  void cancel(UUID attemptId) {
    attempts.find(attemptId).ifPresent(attempt -> attempt.stop(Reason.CANCELLED_BY_BUYER));
  }

  /** The market gave it to nobody or somebody else. */
  void leaseLost(UUID attemptId) {
    attempts.find(attemptId).ifPresent(RunningAttempt::drop);
  }

  /** Pushes were missed and the market is there: ask for everything. */
  void lookAgain() {
    link.retryNow();
    leases.renewSoon();
    attempts.retryReports();
    workOffered();
    bidding.look();
  }

  /** Sells by other settings from now on. */
  void settingsChanged() {
    handBackIfDraining();
    workOffered();
  }

  /** The node ends: takes no more work and hands back what runs. */
  void drain() {
    offering.end();
    attempts.stopAll(Reason.SELLER_QUIT);
    wake();
  }

  /** Waits until nothing runs and nothing is left to report; tells whether it came to that. */
  boolean awaitIdle(Duration most) throws InterruptedException {
    return attempts.awaitNone(most);
  }

  /** Removes from this machine whatever is left of the node's attempts. */
  void close() {
    engine.executor().ifPresent(Executor::close);
  }

  @Override
  public void tellPhaseWithin(Duration within) {
    leases.tellPhaseWithin(within);
    workers.after(within, this::wake);
  }

  @Override
  public void ended(Outcome outcome) {
    ended.incrementAndGet();
    if (outcome.reason() == Reason.SELLER_ERROR) {
      engine.suspect();
    }
    if (Claiming.leavesSlot(outcome)) {
      workOffered();
    }
  }

  @Override
  public List<ReportAnswer> report(List<AttemptReport> reports) {
    try {
      List<ReportAnswer> answers = claiming.report(reports);
      link.answered();
      if (reports.stream().anyMatch(report -> report.outcome() != null)) {
        wake();
      }
      return answers;
    } catch (MarketException e) {
      if (e.reason().equals("not_a_seller")) {
        link.failed(e);
        wake();
      }
      throw e;
    }
  }

  /** What the node is doing. */
  NodeStatus status(NodeStatus.Link around) {
    return new NodeReport(offering, engine, link, capacity, attempts, history, leases)
        .status(around, begun, workers.now());
  }

  private void runWhileWoken() {
    int seen;
    do {
      seen = wakes.get();
      try {
        runOnce();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "A turn of the seller's loop failed, the next goes on", e);
      }
    } while (!wakes.compareAndSet(seen, 0));
  }

  private int takeTurn() {
    engine.lookIfDue();
    handBackIfDraining(); // what was claimed or found meanwhile, too
    Optional<SellerOffer> offer = engine.engine().map(offering::with);
    try {
      if (offer.isEmpty() || !link.ready(offer.get())) {
        return 0;
      }
      int renewed = leases.renew(engine.usable().isPresent() ? capacity.free() : NOTHING);
      claiming.claimIfDue().ifPresent(answer -> leases.whyIdle(answer.whyIdle()));
      link.answered();
      usage.tellIfDue();
      return renewed;
    } catch (MarketException e) {
      link.failed(e);
      return 0;
    }
  }

  private Optional<Executor> openExecutor() {
    return offering.state() == NodeState.OPEN ? engine.usable() : Optional.empty();
  }

  private void handBackIfDraining() {
    if (offering.state() == NodeState.DRAINING) {
      attempts.stopAll(Reason.SELLER_QUIT);
    }
  }
}
