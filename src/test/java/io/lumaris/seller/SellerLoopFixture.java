package io.lumaris.seller;

import io.lumaris.execution.Engine;
import io.lumaris.execution.Executor;
import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.job.JobState;
import io.lumaris.job.LogChunk;
import io.lumaris.job.LogStream;
import io.lumaris.receipt.ReceiptKey;
import io.lumaris.testing.InMemoryMarket;
import io.lumaris.testing.ScriptedExecution;
import io.lumaris.testing.ScriptedExecutor;
import io.lumaris.testing.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A loop driven by hand, on a market and an executor that follow the test. */
abstract class SellerLoopFixture {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final JobSpec SPEC = JobSpec.shell("lumaris/busybox", "true");

  final HandDrivenWorkers time = new HandDrivenWorkers();
  final InMemoryMarket buyer = InMemoryMarket.open(time);
  final InMemoryMarket market = buyer.otherAccount();
  final ScriptedExecutor executor =
      new ScriptedExecutor().has(new Engine(2, 4096, "1.0", List.of("runc"), Optional.empty()));
  final ReceiptBook receipts = new ReceiptBook(time);
  final ScriptedAuctions auctions = new ScriptedAuctions();
  private final Path folder = temporaryFolder();
  SellerLoop loop = loopWith(() -> executor, settings(false));
  int registrations;

  @BeforeEach
  void engineIsThere() {
    time.settle();
  }

  @AfterEach
  void removeFolder() {
    Trees.delete(folder);
  }

  SellerLoop loopWith(Supplier<Executor> engines, SellerSettings settings) {
    return loop(engines, () -> settings);
  }

  SellerLoop loopReading(Supplier<SellerSettings> settings) {
    return loop(() -> executor, settings);
  }

  private SellerLoop loop(Supplier<Executor> engines, Supplier<SellerSettings> settings) {
    ReceiptDrafts drafts = new ReceiptDrafts(folder.resolve("receipts"));
    ReceiptDesk desk = new ReceiptDesk(receipts, ReceiptKey.generate(), drafts, time);
    return new SellerLoop(market, auctions, engines, settings, time, desk, () -> registrations++);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("lumaris-seller-loop");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SellerSettings settings(boolean paused) {
    return settings(paused, JobFilters.NONE);
  }

  static SellerSettings settings(JobFilters filters) {
    return settings(false, filters);
  }

  private static SellerSettings settings(boolean paused, JobFilters filters) {
    return new SellerSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Path.of("unused"),
        paused ? NodeState.PAUSED : NodeState.OPEN,
        Optional.empty(),
        BidStrategy.USUAL,
        filters);
  }

  List<Job> submit(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> buyer.submit(UUID.randomUUID().toString(), SPEC).job())
        .toList();
  }

  /** Finds engine and market, and does all that follows from that. */
  void turn() {
    loop.wake();
    time.settle();
  }

  /** So many seconds pass, each with the timer's tick. */
  void tick(int seconds) {
    for (int i = 0; i < seconds; i++) {
      loop.wake();
      time.pass(SECOND);
    }
  }

  ScriptedExecution first() {
    return executor.started().get(0);
  }

  JobState stateOf(Job job) {
    return buyer.job(job.id()).state();
  }

  java.time.Instant farAway() {
    return executor.now().plusSeconds(600);
  }

  LogChunk chunk(long seq, String text) {
    return new LogChunk(seq, null, time.now(), LogStream.STDOUT, text);
  }

  static NodeStatus.Link link() {
    return new NodeStatus.Link("http://127.0.0.1:7350", true);
  }
}
