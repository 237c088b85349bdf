package io.lumaris.cli;

import io.lumaris.job.Outcome;
import io.lumaris.job.Usage;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.AttemptReport.Start;
import io.lumaris.market.Claim;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import io.lumaris.market.SellerOffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sellers that speak the whole protocol as a node does whose programs end at once (start and end of
 * all slots and the next claims in one call) and run nothing: what is left is the cost of the
 * coordination.
 */
final class NoopSellers {
  private static final int CPUS = 64;
  private static final int MEMORY_MB = 262_144;
  private static final int IDLE_MS = 5;

  private final int slots;
  private final AtomicLong finished = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Starts to sell.
   *
   * @param slots jobs under way at once, of each
   */
  NoopSellers(BenchMarket market, int count, int slots) {
    this.slots = slots;
    for (int i = 0; i < count; i++) {
      Market seller = market.account().market();
      seller.update(
          new SellerOffer(
              CPUS, MEMORY_MB, slots, List.of("runc"), "no-op", "open", null, null, null));
      Thread thread = new Thread(() -> sell(seller), "noop-seller-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  long finished() {
    return finished.get();
  }

  long failed() {
    return failed.get();
  }

  private void sell(Market market) {
    FreeCapacity free = new FreeCapacity(slots, CPUS, MEMORY_MB);
    List<Claim> claims = List.of();
    while (!over.get()) {
      try {
        claims = claims.isEmpty() ? market.claim(free, slots).claims() : work(market, claims, free);
        if (claims.isEmpty()) {
          Thread.sleep(IDLE_MS);
        }
      } catch (MarketException e) {
        failed.incrementAndGet();
        claims = List.of();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private List<Claim> work(Market market, List<Claim> claims, FreeCapacity free) {
    Outcome outcome =
        new Outcome(
            null, 0, null, Instant.now(), 0L, null, null, Usage.of(0L, null, null, 0L), null, 0L);
    List<AttemptReport> reports =
        claims.stream()
            .map(claim -> AttemptReport.of(claim.lease(), new Start(null, null), null, outcome))
            .toList();
    List<Claim> next = market.report(reports, free, over.get() ? 0 : slots).claims();
    finished.addAndGet(reports.size());
    return next == null ? List.of() : next;
  }

  /** Ends them and returns when the last call has. */
  void stop() throws InterruptedException {
    over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
