package io.lumaris.buyer;

import java.time.Duration;

/**
 * Bounds how often one browser may ask. Not thread-safe: a connection's messages come one by one.
 */
final class RequestRate {
  static final int MOST = 200;
  static final String SENTENCE = "More than 200 messages in 10 s: the rest is ignored.";

  private static final long WINDOW_NS = Duration.ofSeconds(10).toNanos();

  private long windowBegan = System.nanoTime();
  private int count;

  /** Counts one message; false if it is one too many. */
  boolean allows() {
    long now = System.nanoTime();
    if (now - windowBegan > WINDOW_NS) {
      windowBegan = now;
      count = 0;
    }
    count++;
    return count <= MOST;
  }

  /** Whether the message counted last was the first one too many, and this is worth a word. */
  boolean isFirstTooMany() {
    return count == MOST + 1;
  }
}
