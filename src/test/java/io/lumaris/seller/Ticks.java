package io.lumaris.seller;

import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between the container's timer and {@link SellerSchedule#tick}: counts and disturbs. */
public class Ticks {
  private static final Semaphore DONE = new Semaphore(0);
  private static final Semaphore FAILED = new Semaphore(0);
  private static final Semaphore BEGUN = new Semaphore(0);
  private static final AtomicInteger TO_FAIL = new AtomicInteger();
  private static final AtomicInteger UNDER_WAY = new AtomicInteger();
  private static final AtomicInteger MOST_AT_ONCE = new AtomicInteger();
  private static volatile Duration slowness = Duration.ZERO;

  /** One tick. */
  @AroundTimeout
  public Object around(InvocationContext tick) throws Exception {
    MOST_AT_ONCE.accumulateAndGet(UNDER_WAY.incrementAndGet(), Math::max);
    BEGUN.release();
    try {
      if (TO_FAIL.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        FAILED.release();
        throw new IllegalStateException("A tick that fails as the test wants");
      }
      beSlow();
      return tick.proceed();
    } finally {
      UNDER_WAY.decrementAndGet();
      DONE.release();
    }
  }

  /** As slow as was asked for, unless another tick begins meanwhile: that is what is looked for. */
  private static void beSlow() throws InterruptedException {
    Duration time = slowness;
    if (!time.isZero()) {
      slowness = Duration.ZERO;
      BEGUN.drainPermits();
      BEGUN.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Waits for ticks that end from now on; tells whether they came. */
  static boolean awaitEnds(int ticks) throws InterruptedException {
    DONE.drainPermits();
    return DONE.tryAcquire(ticks, 60, TimeUnit.SECONDS);
  }

  /** Has the next ticks fail and waits until they have; the container ends the timer at two. */
  static boolean failed(int ticks) throws InterruptedException {
    TO_FAIL.set(ticks);
    return FAILED.tryAcquire(ticks, 60, TimeUnit.SECONDS);
  }

  /** Has the next tick take that long. */
  static void slow(Duration time) {
    slowness = time;
  }

  static int mostAtOnce() {
    return MOST_AT_ONCE.get();
  }
}
