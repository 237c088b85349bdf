package io.lumaris.cli;

import io.lumaris.job.Job;
import io.lumaris.market.JobChanged;
import io.lumaris.market.LogPushed;
import io.lumaris.market.Market;
import io.lumaris.market.MarketListener;
import io.lumaris.market.MarketWatcher;
import io.lumaris.market.NakamaMarket;
import io.lumaris.market.NakamaPayouts;
import io.lumaris.market.NakamaPolicy;
import io.lumaris.market.NakamaReceipts;
import io.lumaris.market.NakamaReputation;
import io.lumaris.market.Payouts;
import io.lumaris.market.Policy;
import io.lumaris.market.Receipts;
import io.lumaris.market.Reputation;
import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.SessionKeeper;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.UUID;

/**
 * One buyer's line to the market: commands by HTTP, pushes by a socket opened when first needed.
 */
final class MarketConnection implements AutoCloseable {
  private final NakamaClient client;
  private final SessionKeeper sessions;
  private final NakamaMarket market;

  MarketConnection(NakamaClient client, SessionKeeper sessions) {
    this.client = client;
    this.sessions = sessions;
    this.market = new NakamaMarket(sessions);
  }

  Market market() {
    return market;
  }

  /** The audit of the ledger, for operators, as docs/wire.md has it. */
  JsonObject audit() {
    return market.audit();
  }

  /** The receipts at the market as this buyer sees them. */
  Receipts receipts() {
    return new NakamaReceipts(sessions, Duration.ZERO);
  }

  /** What is known of sellers and buyers, as this buyer sees it. */
  Reputation reputation() {
    return new NakamaReputation(sessions, Duration.ZERO);
  }

  /** The market's rules about images. */
  Policy policy() {
    return new NakamaPolicy(sessions, Duration.ZERO);
  }

  /** Money that leaves the market, as this account sees it. */
  Payouts payouts() {
    return new NakamaPayouts(sessions, Duration.ZERO);
  }

  /** Pushes to this buyer; the caller asks for what it wants, connects, and closes it. */
  MarketWatcher watcher(MarketListener listener) {
    return new MarketWatcher(client, sessions, listener);
  }

  /**
   * Blocks until the job is final and all its output was handed over.
   *
   * @param after last sequence number not to be shown again
   */
  Job follow(UUID jobId, long after, JobOutput output) throws InterruptedException {
    JobFollower follower = new JobFollower(market, jobId, after, output::chunk, output::change);
    try (MarketWatcher watcher = watcher(new Hints(follower))) {
      watcher
          .watch(jobId)
          .whenComplete((lastSeq, refused) -> follower.onLookAgain()); // refused: reading says why
      watcher.connect().exceptionally(ended -> null); // reading says why
      return follower.follow();
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private record Hints(JobFollower follower) implements MarketListener {
    @Override
    public void lookAgain() {
      follower.onLookAgain();
    }

    @Override
    public void jobChanged(JobChanged changed) {
      follower.onChange(changed);
    }

    @Override
    public void logPushed(LogPushed pushed) {
      follower.onLog(pushed);
    }
  }
}
