package io.lumaris.cli;

import io.lumaris.cli.SimulatedSeller.Kind;
import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.market.JobChanged;
import io.lumaris.market.JobQuery;
import io.lumaris.market.Market;
import io.lumaris.market.MarketListener;
import io.lumaris.market.MarketWatcher;
import io.lumaris.market.Seller;
import io.lumaris.market.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Twenty sellers of different prices, speeds and honesty, and buyers with a fixed number of jobs,
 * all over the real protocol. Two sellers lie, one loses a third of what it takes, two come when
 * half of the jobs are done. The same every time but for what threads do.
 */
final class SimulatedMarket {
  private static final int BUYERS = 8;
  private static final int IN_FLIGHT = 16;
  private static final int AT_THE_START = 18;
  private static final int NEWCOMERS = 2;
  private static final int PATIENCE_S = 120;
  private static final long SEED = 2026;

  /** Jobs between two looks at the list of sellers. */
  private static final int LOOK_EVERY = 20;

  private final BenchMarket market;
  private final int jobs;
  private final boolean best;
  private final Semaphore room = new Semaphore(IN_FLIGHT);
  private final List<SimulatedSeller> sellers = new ArrayList<>();
  private final List<Market> buyers = new ArrayList<>();
  private final Random random = new Random(SEED);
  private final Semaphore ended = new Semaphore(0);
  private final Set<UUID> finals = ConcurrentHashMap.newKeySet();
  private final List<MarketWatcher> watchers = new ArrayList<>();
  private List<String> open = List.of();

  /**
   * A market that has not opened yet.
   *
   * @param jobs how many are bought in all
   * @param best whether the market chooses among all sellers, or each job names its own by lot
   */
  SimulatedMarket(BenchMarket market, int jobs, boolean best) {
    this.market = market;
    this.jobs = jobs;
    this.best = best;
  }

  /** Opens, sells all jobs, closes; the sellers are left to be asked. */
  void run() throws InterruptedException {
    for (int i = 0; i < AT_THE_START; i++) {
      join(i);
    }
    sellers.forEach(SimulatedSeller::start);
    for (int i = 0; i < BUYERS; i++) {
      buyers.add(buyer());
    }
    for (int i = 0; i < jobs; i++) {
      if (i == jobs / 2) {
        newcomersJoin();
      }
      if (!best && i % LOOK_EVERY == 0) {
        seeWhoIsOpen();
      }
      if (!room.tryAcquire(PATIENCE_S, TimeUnit.SECONDS)) {
        throw new CommandFailure("The simulated market stands still.", ExitCodes.FAILED);
      }
      buyers.get(i % BUYERS).submitAll(List.of(new Submission(null, spec(i))));
    }
    if (!ended.tryAcquire(jobs, PATIENCE_S, TimeUnit.SECONDS)) {
      throw new CommandFailure("Not all simulated jobs ended.", ExitCodes.FAILED);
    }
    for (SimulatedSeller seller : sellers) {
      seller.stop();
    }
    watchers.forEach(MarketWatcher::close);
  }

  /** A buyer that hears of the ends of its jobs by push, as a page does. */
  private Market buyer() {
    MarketConnection account = market.account();
    MarketWatcher watcher =
        account
            .watcher(
                new MarketListener() {
                  @Override
                  public void jobChanged(JobChanged change) {
                    if (change.state().isFinal() && finals.add(change.jobId())) {
                      room.release();
                      ended.release();
                    }
                  }
                })
            .asBuyer();
    watcher.connect().toCompletableFuture().join();
    watchers.add(watcher);
    return account.market();
  }

  private void newcomersJoin() {
    for (int i = 0; i < NEWCOMERS; i++) {
      join(AT_THE_START + i);
      sellers.get(AT_THE_START + i).start();
    }
  }

  /** The liars and the loser ask little, so that price alone would give them most of the work. */
  private void join(int number) {
    Kind kind = number == 3 || number == 8 ? Kind.LIAR : number == 13 ? Kind.LOSER : Kind.HONEST;
    long ask = kind == Kind.HONEST ? 200 + 20L * random.nextInt(20) : 180;
    int millis = 2 + random.nextInt(30);
    sellers.add(new SimulatedSeller(market.account(), kind, ask, millis));
  }

  /** Seven of ten jobs are not verified, two are by two sellers, one by three. */
  private JobSpec spec(int number) {
    int verify = number % 10 == 9 ? 3 : number % 10 >= 7 ? 2 : 1;
    var spec =
        JobSpec.image("lumaris/busybox")
            .command("true")
            .timeoutS(60)
            .queueTimeoutS(20)
            .budget(5_000L)
            .maxAttempts(best || verify > 1 ? 3 : 1);
    if (verify > 1) {
      spec.verify(verify); // names nobody: where a buyer does, a comparison says nothing of sellers
    } else if (!best) {
      spec.sellers(List.of(open.get(random.nextInt(open.size()))));
    }
    return spec.build();
  }

  /** Nobody names a seller that gets no jobs any more. */
  private void seeWhoIsOpen() {
    open =
        buyers.get(0).sellers().stream()
            .filter(seller -> seller.record().trusted())
            .map(Seller::name)
            .sorted()
            .toList();
  }

  List<SimulatedSeller> sellers() {
    return sellers;
  }

  /** What all buyers have paid, in micro-credits. */
  long spent() {
    return buyers.stream().mapToLong(buyer -> buyer.account().spent()).sum();
  }

  /** Every job as it ended. */
  List<Job> ended() {
    List<Job> all = new ArrayList<>();
    for (Market buyer : buyers) {
      String cursor = null;
      do {
        var page = buyer.jobs(new JobQuery(null, null, null, 100, cursor));
        page.jobs().forEach(job -> all.add(buyer.job(job.id())));
        cursor = page.cursor();
      } while (cursor != null);
    }
    return all;
  }
}
