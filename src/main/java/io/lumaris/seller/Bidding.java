package io.lumaris.seller;

import io.lumaris.job.Ask;
import io.lumaris.market.Auctions;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.MarketException;
import io.lumaris.market.OpenAuction;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Bids in the auctions that this node has room for, once in each, and claims when one has closed:
 * what it won is told with the claims. Thread-safe.
 */
final class Bidding {
  private static final System.Logger LOG = System.getLogger(Bidding.class.getName());

  /** After the close, so that the market has seen it, too. */
  private static final Duration AFTERWARDS = Duration.ofMillis(50);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Auctions auctions;
  private final Supplier<BidStrategy> strategy;
  private final Workers workers;
  private final Capacity capacity;
  private final BooleanSupplier open;
  private final Supplier<Optional<Ask>> ask;
  private final Runnable claim;
  private final Set<UUID> bidFor = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean planned = new AtomicBoolean();
  private final AtomicInteger wakes = new AtomicInteger();

  /**
   * Looks at nothing yet.
   *
   * @param capacity where there is room for what it wins
   * @param open whether this node takes work now
   * @param ask its standing ask; empty until the market has told
   * @param claim has the node claim soon
   */
  Bidding(
      Auctions auctions,
      Supplier<BidStrategy> strategy,
      Workers workers,
      Capacity capacity,
      BooleanSupplier open,
      Supplier<Optional<Ask>> ask,
      Runnable claim) {
    this.auctions = auctions;
    this.strategy = strategy;
    this.workers = workers;
    this.capacity = capacity;
    this.open = open;
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
      } catch (RuntimeException e) { // or no call after this one would look
        LOG.log(Level.ERROR, "Looking at auctions failed, the next call tries again", e);
      }
    } while (!wakes.compareAndSet(seen, 0));
  }

  private void lookNow() {
    if (!open.getAsBoolean() || ask.get().isEmpty()) {
      return;
    }
    List<OpenAuction> all = auctions.open();
    closeAllBut(all);
    boolean lacksRoom = false;
    for (OpenAuction auction : all) {
      FreeCapacity room = new FreeCapacity(1, auction.cpus(), auction.memoryMb());
      if (auction.bid() == null && !fits(room, capacity.free())) {
        lacksRoom = true; // until something ends here
      } else if (auction.bid() != null || place(auction)) {
        keep(auction, room);
      }
    }
    if (lacksRoom || !bidFor.isEmpty()) {
      lookAgainSoon();
    }
  }

  /** A bid binds: its room is neither bid with again nor filled with other work. */
  private void keep(OpenAuction auction, FreeCapacity room) {
    capacity.reserve(auction.jobId(), room);
    if (bidFor.add(auction.jobId())) {
      workers.after(auction.left().plus(AFTERWARDS), () -> closed(auction.jobId()));
    }
  }

  /** An auction may close early: when its buyer picks, cancels, or everybody has bid. */
  private void closeAllBut(List<OpenAuction> open) {
    Set<UUID> gone = new HashSet<>(bidFor);
    open.forEach(auction -> gone.remove(auction.jobId()));
    gone.forEach(this::closed);
  }

  private void lookAgainSoon() {
    if (planned.compareAndSet(false, true)) {
      workers.after(
          LOOK_AGAIN,
          () -> {
            planned.set(false);
            look();
          });
    }
  }

  private void closed(UUID job) {
    if (bidFor.remove(job)) {
      capacity.release(job);
      claim.run();
    }
  }

  private static boolean fits(FreeCapacity room, FreeCapacity free) {
    return free.slots() >= room.slots()
        && free.cpus() >= room.cpus()
        && free.memoryMb() >= room.memoryMb();
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
