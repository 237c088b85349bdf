package io.lumaris.nakama;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  @Test
  void waitsGrowToALimitAndFillTheWholeRange() {
    List<Long> limits = List.of(100L, 200L, 400L, 800L, 1_000L, 1_000L);
    for (int failure = 0; failure < limits.size(); failure++) {
      long limit = limits.get(failure);
      int failures = failure;
      long[] waits = LongStream.range(0, 2_000).map(n -> waitAfter(failures)).toArray();
      assertThat(LongStream.of(waits).max().orElseThrow()).isBetween(limit * 9 / 10, limit);
      assertThat(LongStream.of(waits).min().orElseThrow()).isBetween(0L, limit / 10);
    }
  }

  @Test
  void aSuccessStartsFromTheBeginning() {
    Backoff backoff = new Backoff(FIRST, LONGEST);
    for (int n = 0; n < 1_000; n++) {
      backoff.next();
      backoff.next();
      backoff.next();
      backoff.reset();
      assertThat(backoff.next()).isLessThanOrEqualTo(FIRST);
      backoff.reset();
    }
  }

  private static long waitAfter(int failures) {
    Backoff backoff = new Backoff(FIRST, LONGEST);
    for (int n = 0; n < failures; n++) {
      backoff.next();
    }
    return backoff.next().toMillis();
  }
}
