package io.lumaris.seller;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Work that is done when the test says so, on the test's own thread, by clocks that the test moves:
 * no test waits for time to pass.
 */
final class HandDrivenWorkers implements Workers, InstantSource {
  private final Queue<Runnable> ready = new ArrayDeque<>();
  private final PriorityQueue<Timed> timed =
      new PriorityQueue<>(Comparator.comparingLong(Timed::at).thenComparingLong(Timed::order));
  private final Instant start = Instant.ofEpochSecond(1_700_000_000);
  private long nanos;
  private long count;
  private boolean exhausted;

  private record Timed(long at, long order, Runnable task) {}

  @Override
  public Instant now() {
    return start.plusNanos(nanos);
  }

  @Override
  public Instant instant() {
    return now();
  }

  @Override
  public long nanos() {
    return nanos;
  }

  /** As long as this lasts there are no threads to be had. */
  void exhausted(boolean exhausted) {
    this.exhausted = exhausted;
  }

  @Override
  public void run(Runnable task) {
    if (exhausted) {
      throw new IllegalStateException("No thread is to be had");
    }
    ready.add(task);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    timed.add(new Timed(nanos + delay.toNanos(), count++, task));
  }

  /** Does all work that is due at this moment. */
  void settle() {
    while (!ready.isEmpty() || hasDue(nanos)) {
      if (ready.isEmpty()) {
        ready.add(timed.remove().task());
      }
      ready.remove().run();
    }
  }

  /** Time passes, and everything is done when it is due. */
  void pass(Duration time) {
    settle();
    long end = nanos + time.toNanos();
    while (hasDue(end)) {
      nanos = Math.max(nanos, timed.element().at());
      settle();
    }
    nanos = end;
    settle();
  }

  private boolean hasDue(long at) {
    return !timed.isEmpty() && timed.element().at() <= at;
  }
}
