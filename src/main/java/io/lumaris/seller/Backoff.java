package io.lumaris.seller;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How long to leave the market alone after failures: from 200 ms, twice as long after each, up to 5
 * s, and by chance up to half less, so that sellers do not all come back in one moment.
 * Thread-safe.
 */
final class Backoff {
  private static final long FIRST_MS = 200;
  private static final long LONGEST_MS = 5_000;

  private int failures;
  private long until;

  synchronized void failed(long nanos) {
    long most = Math.min(LONGEST_MS, FIRST_MS << Math.min(failures, 10));
    long wait = ThreadLocalRandom.current().nextLong(most / 2, most + 1);
    until = nanos + TimeUnit.MILLISECONDS.toNanos(wait);
    failures++;
  }

  synchronized void succeeded() {
    failures = 0;
  }

  /** There is a sign that waiting any longer is not needed. */
  synchronized void retryNow(long nanos) {
    until = nanos;
  }

  /** Nanoseconds until the next attempt, 0 for now. */
  synchronized long waitNanos(long nanos) {
    boolean waits = failures > 0 && until - nanos > 0;
    return waits ? until - nanos : 0;
  }

  synchronized int failures() {
    return failures;
  }
}
