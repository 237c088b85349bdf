package io.lumaris.seller;

import io.lumaris.job.UsageSample;
import io.lumaris.market.AttemptUsage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last minute of one program, and what of it those who watch have been told: often while
 * somebody watches, now and then to see whether somebody does. Thread-safe.
 */
final class UsageTrail {
  private static final Duration WHILE_WATCHED = Duration.ofSeconds(2);
  private static final Duration ELSE = Duration.ofSeconds(10);

  private final Deque<UsageSample> samples = new ArrayDeque<>();
  private int untold;
  private long dueAt;
  private boolean askedBefore;

  synchronized void add(UsageSample sample) {
    samples.addLast(sample);
    untold = Math.min(untold + 1, AttemptUsage.MOST_SAMPLES);
    if (samples.size() > AttemptUsage.MOST_SAMPLES) {
      samples.removeFirst();
    }
  }

  /** From the oldest to the newest. */
  synchronized List<UsageSample> all() {
    return List.copyOf(samples);
  }

  /** What is to be told now; empty when it is not time. */
  synchronized List<UsageSample> due(long now) {
    return untold == 0 || (askedBefore && now - dueAt < 0)
        ? List.of()
        : samples.stream().skip(samples.size() - untold).toList();
  }

  /**
   * So many were told.
   *
   * @param watched whether anybody got them; if not, they are kept for who comes next
   */
  synchronized void told(int count, boolean watched, long now) {
    askedBefore = true;
    dueAt = now + (watched ? WHILE_WATCHED : ELSE).toNanos();
    untold = watched ? Math.max(0, untold - count) : untold;
  }
}
