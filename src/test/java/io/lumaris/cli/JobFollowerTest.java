package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.job.LogChunk;
import io.lumaris.job.LogStream;
import io.lumaris.market.JobChanged;
import io.lumaris.market.LogPage;
import io.lumaris.market.LogPushed;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class JobFollowerTest {
  private static final long FIRST = JobFollower.SEQ_PER_ATTEMPT + 1;

  private final UUID id = UUID.randomUUID();
  private final List<LogChunk> stored = Collections.synchronizedList(new ArrayList<>());
  private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Void> lookedOnce = new CompletableFuture<>();
  private volatile Job job = job(JobState.RUNNING, 3);
  private volatile Supplier<MarketException> failure = () -> null;

  @Test
  void everyChunkIsShownOnceAndInOrderWhetherItWasPushedOrRead() throws Exception {
    store(0, 1);
    JobFollower follower = follower();
    CompletableFuture<Job> end = follow(follower);
    lookedOnce.get(5, TimeUnit.SECONDS);

    follower.onLog(pushed(1, 2)); // the second is new, the first was read
    follower.onLog(pushed(4)); // a gap: the third has to be read
    store(2, 3, 4);
    end(JobState.SUCCEEDED);
    follower.onChange(new JobChanged(id, 9, JobState.SUCCEEDED));

    assertThat(end.get(5, TimeUnit.SECONDS).state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(shown).containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void aJobThatEndedBeforeTheWatchBeganIsReadToItsEnd() throws Exception {
    store(0, 1, 2);
    end(JobState.FAILED);

    assertThat(follow(follower()).get(5, TimeUnit.SECONDS).state()).isEqualTo(JobState.FAILED);
    assertThat(shown).containsExactly("0", "1", "2");
  }

  @Test
  void aMarketThatIsAwayForAMomentLosesNothing() throws Exception {
    failure = () -> new MarketException("market_unavailable", null, "away", true, null);
    CompletableFuture<Job> end = follow(follower());
    lookedOnce.get(5, TimeUnit.SECONDS);
    store(0);
    end(JobState.SUCCEEDED);
    failure = () -> null;

    end.get(10, TimeUnit.SECONDS);
    assertThat(shown).containsExactly("0");
  }

  @Test
  void aRefusalThatWillNotPassEndsTheFollowingWithItsSentence() {
    failure =
        () -> new MarketException("job_not_found", null, "There is no such job.", false, null);

    assertThatThrownBy(() -> follower().follow())
        .isInstanceOf(MarketException.class)
        .hasMessage("There is no such job.");
  }

  private JobFollower follower() {
    return new JobFollower(market(), id, 0, chunk -> shown.add(chunk.text()), change -> {});
  }

  private static CompletableFuture<Job> follow(JobFollower follower) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return follower.follow();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private Market market() {
    return (Market)
        Proxy.newProxyInstance(
            Market.class.getClassLoader(),
            new Class<?>[] {Market.class},
            (proxy, method, args) -> {
              MarketException thrown = failure.get();
              if (thrown != null) {
                lookedOnce.complete(null);
                throw thrown;
              }
              return method.getName().equals("job") ? job : page((Long) args[1]);
            });
  }

  private LogPage page(long after) {
    List<LogChunk> rest =
        List.copyOf(stored).stream().filter(chunk -> chunk.seq() > after).toList();
    lookedOnce.complete(null);
    return new LogPage(rest, 0, 0, false, false);
  }

  private void store(int... numbers) {
    for (int number : numbers) {
      stored.add(chunk(number));
    }
  }

  private LogPushed pushed(int... numbers) {
    List<LogChunk> chunks = new ArrayList<>();
    for (int number : numbers) {
      chunks.add(chunk(number));
    }
    return new LogPushed(id, chunks, 0L);
  }

  private static LogChunk chunk(int number) {
    return new LogChunk(
        FIRST + number, 1, Instant.EPOCH, LogStream.STDOUT, Integer.toString(number));
  }

  private void end(JobState state) {
    job = job(state, 9);
  }

  private Job job(JobState state, long version) {
    return new Job(
        id, 1, null, null, state, null, "why", version, null, null, null, null, 0, 3, null, null,
        null, null, null, null, null, null, null, null, null, null, null, null, null);
  }
}
