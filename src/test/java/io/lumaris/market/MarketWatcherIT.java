package io.lumaris.market;

import static io.lumaris.testing.Reports.printed;
import static io.lumaris.testing.Reports.started;
import static io.lumaris.testing.Reports.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.job.JobSpec;
import io.lumaris.job.JobState;
import io.lumaris.job.LogChunk;
import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaSettings;
import io.lumaris.testing.EmptyMarket;
import io.lumaris.testing.Services;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pushes of the real market, and how they come back after a lost connection. */
class MarketWatcherIT {
  private static final FreeCapacity ONE = new FreeCapacity(1, 1, 512);

  private final AtomicLong seq = new AtomicLong();
  private final Heard buyerHears = new Heard();
  private final Heard sellerHears = new Heard();
  private NakamaClient client;
  private Market buyer;
  private Market seller;
  private MarketWatcher buyerWatch;
  private MarketWatcher sellerWatch;

  @BeforeEach
  void bothListen() throws Exception {
    EmptyMarket.clear();
    client =
        NakamaClient.standalone(
            NakamaSettings.of(
                "127.0.0.1:" + Services.nakama().port(), Services.nakama().serverKey()));
    MarketAccount buying = account();
    MarketAccount selling = account();
    buyer = buying.market();
    seller = selling.market();
    seller.update(MarketContract.offer("open"));
    seller.heartbeat(ONE, List.of());
    buyerWatch = buying.watcher(buyerHears).asBuyer();
    sellerWatch = selling.watcher(sellerHears).asSeller();
    buyerWatch.connect().toCompletableFuture().get(20, TimeUnit.SECONDS);
    sellerWatch.connect().toCompletableFuture().get(20, TimeUnit.SECONDS);
    await().until(() -> buyerHears.times("lookAgain") == 1 && sellerHears.times("lookAgain") == 1);
  }

  @AfterEach
  void nobodyListens() {
    buyerWatch.close();
    sellerWatch.close();
    client.close();
  }

  @Test
  void workChangesOutputAndCancelsArriveAtWhomTheyConcern() throws Exception {
    UUID job = submit();
    await().until(() -> sellerHears.times("work") == 1);
    assertThat(buyerWatch.watch(job).toCompletableFuture().get(10, TimeUnit.SECONDS)).isZero();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();
    tell(seller, started(lease, null));
    tell(seller, printed(lease, chunk("hello")));
    await().until(() -> buyerHears.times("log hello") == 1);
    await().until(() -> buyerHears.times("job RUNNING") > 0);
    buyer.cancel(job);

    await().until(() -> sellerHears.times("cancel " + lease.attemptId()) == 1);
    await().until(() -> buyerHears.times("job CANCELLED") > 0);
    assertThat(sellerHears.all()).noneMatch(heard -> heard.startsWith("job"));
    assertThat(buyerHears.all()).doesNotContain("work");
  }

  @Test
  void afterUnwatchNoOutputArrives() throws Exception {
    UUID job = submit();
    buyerWatch.watch(job).toCompletableFuture().get(10, TimeUnit.SECONDS);
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();
    tell(seller, printed(lease, chunk("one")));
    await().until(() -> buyerHears.times("log one") == 1);

    buyerWatch.unwatch(job);
    await().until(() -> !hears(lease, "later" + seq.get()));
  }

  @Test
  void somebodyElsesJobCannotBeWatched() {
    UUID job = account().market().submit("x", JobSpec.shell("a", "b")).job().id();

    assertThat(buyerWatch.watch(job))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(MarketException.class)
        .withMessageContaining("no job with this id");
  }

  @Test
  void afterARestartOfNakamaTheWatcherSaysToLookAgainAndPushesArriveAgain() throws Exception {
    UUID job = submit();
    buyerWatch.watch(job).toCompletableFuture().get(10, TimeUnit.SECONDS);
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();
    Services.nakama().kill();
    await().until(() -> buyerHears.times("disconnected") > 0 && !buyerWatch.isConnected());
    Services.nakama().restart();
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> buyerHears.times("lookAgain") == 2 && sellerHears.times("lookAgain") == 2);

    tell(seller, printed(lease, chunk("back")));
    await().until(() -> buyerHears.times("log back") == 1);
    submit();
    await().until(() -> sellerHears.times("work") > 0);
    buyer.cancel(job);
    await().until(() -> sellerHears.times("cancel " + lease.attemptId()) == 1);
  }

  private UUID submit() {
    return buyer
        .submit(UUID.randomUUID().toString(), JobSpec.shell("lumaris/busybox", "true"))
        .job()
        .id();
  }

  private MarketAccount account() {
    return new MarketAccounts(client, "any").ofDevice(UUID.randomUUID().toString());
  }

  /** Whether output still arrives: the push of a job submitted later comes after it. */
  private boolean hears(Lease lease, String text) {
    tell(seller, printed(lease, chunk(text)));
    long before = buyerHears.times("job QUEUED");
    submit();
    await().until(() -> buyerHears.times("job QUEUED") > before);
    return buyerHears.times("log " + text) > 0;
  }

  private LogChunk chunk(String text) {
    return MarketContract.chunk(seq.incrementAndGet(), text);
  }

  /** What a listener was told, as short texts. */
  private static final class Heard implements MarketListener {
    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void lookAgain() {
      all.add("lookAgain");
    }

    @Override
    public void jobChanged(JobChanged change) {
      JobState state = change.state();
      all.add("job " + state);
    }

    @Override
    public void logPushed(LogPushed log) {
      log.chunks().forEach(chunk -> all.add("log " + chunk.text()));
    }

    @Override
    public void workOffered() {
      all.add("work");
    }

    @Override
    public void cancelRequested(UUID attemptId, UUID jobId) {
      all.add("cancel " + attemptId);
    }

    @Override
    public void leaseLost(UUID attemptId) {
      all.add("lost " + attemptId);
    }

    @Override
    public void disconnected(MarketException failure) {
      all.add("disconnected");
    }

    long times(String what) {
      return all.stream().filter(what::equals).count();
    }

    List<String> all() {
      return List.copyOf(all);
    }
  }
}
