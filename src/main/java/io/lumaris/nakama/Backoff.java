package io.lumaris.nakama;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before each next attempt: a random time between nothing and a limit that doubles
 * with every failure ("full jitter"), so that the clients of a server that comes back do not all
 * arrive in one moment. Not thread-safe.
 */
final class Backoff {

  private final Duration first;
  private final Duration longest;
  private int failures;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** The wait before the next attempt; each call counts as one more failure. */
  Duration next() {
    long limit = limit().toMillis();
    failures++;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(limit + 1));
  }

  /** An attempt succeeded: the next failure starts from the beginning. */
  void reset() {
    failures = 0;
  }

  private Duration limit() {
    Duration limit = first;
    for (int i = 0; i < failures && limit.compareTo(longest) < 0; i++) {
      limit = limit.multipliedBy(2);
    }
    return limit.compareTo(longest) < 0 ? limit : longest;
  }
}
