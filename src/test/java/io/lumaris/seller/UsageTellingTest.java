package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.Job;
import io.lumaris.job.UsageSample;
import io.lumaris.market.AttemptUsage;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a node tells of running programs, and how often. */
class UsageTellingTest extends SellerLoopFixture {

  @Test
  void whoWatchesIsToldEveryOtherSecond() {
    Job job = running();
    market.usage().watched(true);
    for (int second = 1; second <= 6; second++) {
      first().fare(sample(second));
      tick(1);
    }
    assertThat(told()).containsExactly(List.of(1), List.of(2, 3), List.of(4, 5));
    assertThat(stateOf(job)).isEqualTo(io.lumaris.job.JobState.RUNNING);
  }

  @Test
  void whereNobodyWatchesTheMarketIsAskedEveryTenSecondsAndGetsTheLastMinute() {
    running();
    for (int second = 1; second <= 75; second++) {
      first().fare(sample(second));
      tick(1);
    }
    assertThat(told()).hasSize(8);
    assertThat(told().get(0)).containsExactly(1);
    assertThat(told().get(1)).hasSize(11);
    assertThat(told().get(7)).hasSize(AttemptUsage.MOST_SAMPLES);
    market.usage().watched(true);
    tick(10);
    first().fare(sample(76));
    tick(2);
    assertThat(told().get(told().size() - 1)).containsExactly(76);
  }

  @Test
  void aMarketThatCannotBeReachedCostsNothingElse() {
    running();
    market.usage().fail();
    first().fare(sample(1));
    tick(3);
    first().exit(0);
    time.settle();
    assertThat(market.outcomeOf(first().attemptId()).succeeded()).isTrue();
  }

  @Test
  void theConsoleShowsTheLastMinute() {
    running();
    IntStream.rangeClosed(1, 70).forEach(second -> first().fare(sample(second)));
    List<UsageSample> shown = loop.status(link()).running().get(0).usage();
    assertThat(shown).hasSize(60);
    assertThat(shown.get(59)).isEqualTo(sample(70));
  }

  private Job running() {
    Job job = submit(1).get(0);
    turn();
    first().begin();
    time.settle();
    return job;
  }

  private List<List<Integer>> told() {
    return market.usage().all().stream()
        .map(
            usage ->
                usage.samples().stream()
                    .map(sample -> (int) sample.time().getEpochSecond())
                    .toList())
        .toList();
  }

  private static UsageSample sample(int second) {
    return new UsageSample(Instant.ofEpochSecond(second), 50, 0, 1_000_000, 2, 0, 0);
  }
}
