package io.lumaris.seller;

import io.lumaris.job.Ask;
import io.lumaris.market.Auctions;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.MarketException;
import io.lumaris.market.OpenAuction;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Bids in the auctions that this node has room for, once in each, and claims when one has closed:
 * what it won is told with the claims. Thread-safe.
 */
final class Bidding {
  private static final System.Logger LOG = System.getLogger(Bidding.class.getName());

  /** After the close, so that the market has seen it, too. */
  private static final Duration AFTERWARDS = Duration.ofMillis(50);

  private final Auctions auctions;
  private final Supplier<BidStrategy> strategy;
  private final Workers workers;
  private final Supplier<FreeCapacity> free;
  private final Supplier<Optional<Ask>> ask;
  private final Runnable claim;
  private final AtomicInteger wakes = new AtomicInteger();

  /**
   * Looks at nothing yet.
   *
   * @param free what no job uses; nothing while this node takes no work
   * @param ask its standing ask; empty until the market has told
   * @param claim has the node claim soon
   */
  Bidding(
      Auctions auctions,
      Supplier<BidStrategy> strategy,
      Workers workers,
      Supplier<FreeCapacity> free,
      Supplier<Optional<Ask>> ask,
      Runnable claim) {
    this.auctions = auctions;
    this.strategy = strategy;
    this.workers = workers;
    this.free = free;
    this.ask = ask;
    this.claim = claim;
  }

  /** There may be auctions: looks in a thread of its own, once for however many calls. */
  void look() {
    if (wakes.getAndIncrement() == 0) {
      workers.run(this::lookWhileWoken);
    }
  }

  private void lookWhileWoken() {
    int seen;
    do {
      seen = wakes.get();
      try {
        lookNow();
      } catch (MarketException e) {
        LOG.log(Level.WARNING, "Auctions cannot be read: {0}", e.getMessage());
      }
    } while (!wakes.compareAndSet(seen, 0));
  }

  private void lookNow() {
    FreeCapacity left = free.get();
    if (left.slots() < 1 || ask.get().isEmpty()) {
      return;
    }
    List<OpenAuction> all = auctions.open();
    for (OpenAuction auction : all) {
      boolean fits =
          left.slots() >= 1
              && left.cpus() >= auction.cpus()
              && left.memoryMb() >= auction.memoryMb();
      boolean counts = auction.bid() != null || (fits && place(auction));
      if (counts) {
        // A bid binds: the room for it is not bid with again.
        left =
            new FreeCapacity(
                left.slots() - 1,
                left.cpus() - auction.cpus(),
                left.memoryMb() - auction.memoryMb());
        workers.after(auction.left().plus(AFTERWARDS), claim);
      }
    }
  }

  private boolean place(OpenAuction auction) {
    Ask bid = strategy.get().bid(ask.get().orElseThrow(), auction);
    try {
      auctions.bid(auction.jobId(), bid);
      return true;
    } catch (MarketException e) {
      LOG.log(Level.INFO, "No bid for job {0}: {1}", auction.jobId(), e.getMessage());
      return false;
    }
  }
}
