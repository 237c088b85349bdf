package io.lumaris.cli;

import io.lumaris.job.Outcome;
import io.lumaris.job.Usage;
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
 * Sellers that speak the whole protocol (claim, started, finished with the next claim in the same
 * call) and run nothing: what is left is the cost of the coordination.
 */
final class NoopSellers {
  private static final int CPUS = 64;
  private static final int MEMORY_MB = 262_144;
  private static final int IDLE_MS = 5;

  private final AtomicLong finished = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  NoopSellers(BenchMarket market, int count) {
    for (int i = 0; i < count; i++) {
      Market seller = market.account().market();
      seller.update(
          new SellerOffer(CPUS, MEMORY_MB, 1, List.of("runc"), "no-op", "open", null, null));
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
    FreeCapacity free = new FreeCapacity(1, CPUS, MEMORY_MB);
    List<Claim> claims = List.of();
    while (!over.get()) {
      try {
        claims =
            claims.isEmpty() ? market.claim(free, 1).claims() : work(market, claims.get(0), free);
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

  private List<Claim> work(Market market, Claim claim, FreeCapacity free) {
    market.started(claim.lease(), null, null);
    Outcome outcome =
        new Outcome(
            null, 0, null, Instant.now(), 0L, null, null, new Usage(0L, null, null, 0L), 0L);
    List<Claim> next = market.finished(claim.lease(), outcome, free, over.get() ? 0 : 1).claims();
    finished.incrementAndGet();
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
