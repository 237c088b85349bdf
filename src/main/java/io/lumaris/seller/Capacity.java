package io.lumaris.seller;

import io.lumaris.job.JobSpec;
import io.lumaris.market.Claim;
import io.lumaris.market.FreeCapacity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What this node has, what is in use, and what is on offer in a call to the market that is under
 * way. Nothing is offered twice, so that two claims at once never fill the same slot. Thread-safe.
 */
final class Capacity {
  private static final FreeCapacity NOTHING = new FreeCapacity(0, 0, 0);

  // The least a job may ask for.
  private static final double LEAST_CPUS = 0.1;
  private static final int LEAST_MEMORY_MB = 16;

  private final Map<UUID, FreeCapacity> used = new HashMap<>();
  private FreeCapacity total = NOTHING;
  private FreeCapacity offered = NOTHING;

  synchronized void resize(FreeCapacity newTotal) {
    total = newTotal;
  }

  synchronized FreeCapacity total() {
    return total;
  }

  /** What no job uses, on offer or not; never negative. */
  synchronized FreeCapacity free() {
    return atLeastNothing(used.values().stream().reduce(total, Capacity::minus));
  }

  /** All that is free and not on offer yet; empty when no job could fit into it. */
  synchronized Optional<FreeCapacity> offer() {
    FreeCapacity offer = atLeastNothing(minus(free(), offered));
    if (offer.slots() < 1 || offer.cpus() < LEAST_CPUS || offer.memoryMb() < LEAST_MEMORY_MB) {
      return Optional.empty();
    }
    offered = plus(offered, offer);
    return Optional.of(offer);
  }

  /** An offer is over: what was taken of it is in use, the rest is free again. */
  synchronized void settle(FreeCapacity offer, List<Claim> taken) {
    offered = minus(offered, offer);
    taken.forEach(claim -> use(claim.attemptId(), claim.spec()));
  }

  synchronized void use(UUID attempt, JobSpec spec) {
    used.put(attempt, new FreeCapacity(1, spec.cpus(), spec.memoryMb()));
  }

  /** Keeps room for what was bid for, until it is released. */
  synchronized void reserve(UUID job, FreeCapacity room) {
    used.put(job, room);
  }

  synchronized void release(UUID attempt) {
    used.remove(attempt);
  }

  private static FreeCapacity plus(FreeCapacity a, FreeCapacity b) {
    return new FreeCapacity(
        a.slots() + b.slots(), a.cpus() + b.cpus(), a.memoryMb() + b.memoryMb());
  }

  private static FreeCapacity minus(FreeCapacity a, FreeCapacity b) {
    return new FreeCapacity(
        a.slots() - b.slots(), a.cpus() - b.cpus(), a.memoryMb() - b.memoryMb());
  }

  private static FreeCapacity atLeastNothing(FreeCapacity c) {
    // Sums of tenths: 0.1 + 0.2 leaves 0.7 of 1 and not 0.6999….
    double cpus = Math.round(Math.max(0, c.cpus()) * 1000) / 1000.0;
    return new FreeCapacity(Math.max(0, c.slots()), cpus, Math.max(0, c.memoryMb()));
  }
}
