package io.lumaris.seller;

import io.lumaris.execution.DockerExecutor;
import io.lumaris.execution.ExecutionConfig;
import io.lumaris.execution.Executor;
import io.lumaris.job.Ask;
import io.lumaris.market.MarketAccount;
import io.lumaris.market.MarketException;
import io.lumaris.market.MarketListener;
import io.lumaris.market.MarketWatcher;
import jakarta.json.JsonObject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * A whole seller's node: the loop with its threads, its account at the market, its pushes and its
 * executor. It starts whether or not market and engine are there, and goes on trying.
 */
final class SellerNode implements NodeConsole, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SellerNode.class.getName());
  private static final Duration DRAIN_WITHIN = Duration.ofSeconds(8);

  private final MarketAccount account;
  private final LiveSettings settings;
  private final NodeThreads threads;
  private final MarketWatcher watcher;
  private final ReceiptDesk receipts;
  private final SellerLoop loop;
  private volatile boolean live;

  private SellerNode(
      MarketAccount account, LiveSettings settings, Supplier<Executor> engines, ThreadFactory f) {
    this.account = account;
    this.settings = settings;
    this.threads = new NodeThreads(f);
    this.watcher = account.watcher(new Hints());
    this.receipts = ReceiptDesk.beside(settings.get().identityFile(), account.receipts(), threads);
    this.loop =
        new SellerLoop(
            account.market(),
            account.auctions(),
            engines,
            settings,
            threads,
            receipts,
            this::listenForWork);
  }

  /** A node that runs jobs in Docker; its first turn is under way when this returns. */
  static SellerNode start(
      MarketAccount account, SellerSettings settings, ExecutionConfig docker, ThreadFactory f) {
    return start(account, settings, () -> DockerExecutor.open(docker), f);
  }

  static SellerNode start(
      MarketAccount account, SellerSettings settings, Supplier<Executor> engines, ThreadFactory f) {
    SellerNode node = new SellerNode(account, LiveSettings.of(settings), engines, f);
    node.receipts.resume();
    node.tick();
    return node;
  }

  /** To be called about once a second; returns at once. */
  void tick() {
    loop.wake();
  }

  @Override
  public NodeStatus status() {
    return loop.status(new NodeStatus.Link(account.address(), live));
  }

  @Override
  public JsonObject settings() {
    return settings.view(Optional.ofNullable(status().ask()));
  }

  @Override
  public void choose(JsonObject choices) {
    settings.choose(NodeChoices.of(choices));
    loop.settingsChanged();
  }

  @Override
  public void forget() {
    settings.forget();
    loop.settingsChanged();
  }

  @Override
  public JsonObject insight(Ask ask) {
    return account.insight().insight(ask);
  }

  /** Hands back what runs, for at most 8 s, and leaves nothing on this machine. */
  @Override
  public void close() {
    LOG.log(Level.INFO, "The seller''s node shuts down");
    loop.drain();
    try {
      if (!loop.awaitIdle(DRAIN_WITHIN)) {
        LOG.log(Level.WARNING, "Not all jobs could be handed back; the market will take them back");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watcher.close();
    loop.close();
    threads.close();
  }

  /** Ends without a word to anybody, as a crash would; what runs goes on without this node. */
  void abandon() {
    watcher.close();
    threads.close();
  }

  private void listenForWork() {
    watcher.asSeller().connect().exceptionally(ended -> null); // told to Hints.ended
  }

  /** Pushes only wake the loop: what is true it asks the market. */
  private final class Hints implements MarketListener {
    @Override
    public void lookAgain() {
      live = true;
      loop.lookAgain();
    }

    @Override
    public void workOffered() {
      loop.workOffered();
    }

    @Override
    public void auctionOpened() {
      loop.auctionOpened();
    }

    @Override
    public void cancelRequested(UUID attemptId, UUID jobId) {
      loop.cancel(attemptId);
    }

    @Override
    public void leaseLost(UUID attemptId) {
      loop.leaseLost(attemptId);
    }

    @Override
    public void disconnected(MarketException failure) {
      live = false;
    }

    @Override
    public void ended(MarketException failure) {
      live = false;
      LOG.log(Level.WARNING, "No pushes any more: {0}", failure.getMessage());
    }
  }
}
