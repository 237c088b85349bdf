package io.lumaris.seller;

import static org.awaitility.Awaitility.await;

import io.lumaris.execution.TestEngine;
import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.job.LogChunk;
import io.lumaris.job.LogStream;
import io.lumaris.market.LogPage;
import io.lumaris.market.LogPushed;
import io.lumaris.market.Market;
import io.lumaris.market.MarketAccount;
import io.lumaris.market.MarketAccounts;
import io.lumaris.market.MarketException;
import io.lumaris.market.MarketListener;
import io.lumaris.market.MarketWatcher;
import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaSettings;
import io.lumaris.receipt.JobReceipts;
import io.lumaris.testing.EmptyMarket;
import io.lumaris.testing.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A buyer of the running market, and what is needed to set nodes beside it. */
final class BuyerUnderTest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final NakamaClient client;
  private final MarketAccount account;
  private final Path folder;

  /**
   * A new account.
   *
   * @param folder for the identities of nodes
   */
  BuyerUnderTest(Path folder) {
    this.folder = folder;
    client = NakamaClient.standalone(NakamaSettings.of(server(), key()));
    account = new MarketAccounts(client, server()).ofDevice(UUID.randomUUID().toString());
  }

  static String server() {
    return "127.0.0.1:" + Services.nakama().port();
  }

  static String key() {
    return Services.nakama().serverKey();
  }

  void emptyMarket() {
    EmptyMarket.clear();
  }

  /** A node; the same name is the same seller. */
  NodeUnderTest node(String name) {
    return NodeUnderTest.start(server(), key(), identityFile(name));
  }

  Path identityFile(String name) {
    return folder.resolve(name + ".id");
  }

  Market market() {
    return account.market();
  }

  JobReceipts receipts(UUID jobId) {
    return account.receipts().of(jobId);
  }

  UUID submit(String command) {
    return submit(command, null);
  }

  /** With a budget in micro-credits, {@code null} for none. */
  UUID submit(String command, Long budget) {
    JobSpec spec = JobSpec.shell(TestEngine.busybox(), command).change().budget(budget).build();
    return market().submit(UUID.randomUUID().toString(), spec).job().id();
  }

  /** Waits through restarts of the market, as a buyer would. */
  Job awaitFinal(UUID id) {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(MarketException.class)
        .until(() -> market().job(id), job -> job.state().isFinal());
  }

  List<LogChunk> chunks(UUID id) {
    List<LogChunk> chunks = new ArrayList<>();
    LogPage page;
    long after = 0;
    do {
      page = market().logs(id, after, 500);
      chunks.addAll(page.chunks());
      after = page.lastSeq();
    } while (page.more());
    return chunks;
  }

  /** What the program printed, without what LUMARIS says. */
  String log(UUID id) {
    return chunks(id).stream()
        .filter(chunk -> chunk.stream() != LogStream.SYSTEM)
        .map(LogChunk::text)
        .collect(Collectors.joining());
  }

  /** Milliseconds from reading a line in the node until the buyer was told of it. */
  List<Long> delaysOfLines(String command) {
    List<Long> delays = new CopyOnWriteArrayList<>();
    MarketListener hears =
        new MarketListener() {
          @Override
          public void logPushed(LogPushed log) {
            Instant now = Instant.now();
            log.chunks().forEach(c -> delays.add(Duration.between(c.time(), now).toMillis()));
          }
        };
    try (MarketWatcher watcher = account.watcher(hears)) {
      watcher.connect().toCompletableFuture().join();
      UUID id = submit(command);
      watcher.watch(id).toCompletableFuture().join();
      awaitFinal(id);
    }
    return delays;
  }

  @Override
  public void close() {
    client.close();
  }
}
