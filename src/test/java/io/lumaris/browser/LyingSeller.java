package io.lumaris.browser;

import io.lumaris.job.Ask;
import io.lumaris.job.LogChunk;
import io.lumaris.job.LogStream;
import io.lumaris.job.Outcome;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.AttemptReport.Start;
import io.lumaris.market.Claim;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.Market;
import io.lumaris.market.MarketAccounts;
import io.lumaris.market.SellerOffer;
import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaSettings;
import io.lumaris.testing.NakamaService;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A seller that runs nothing: it takes jobs through the market like any other, for half the usual
 * price, and reports a success it made up.
 */
final class LyingSeller implements AutoCloseable {
  private static final FreeCapacity FREE = new FreeCapacity(4, 4, 4096);
  private static final Ask HALF = new Ask(50, 50_000, 10_000);
  private static final long TICK_MS = 250;

  private final String name;
  private final NakamaClient client;
  private final Market market;
  private final String lie;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  /**
   * Comes online.
   *
   * @param name begins with {@code crooked}; no two sellers of a market have the same
   * @param lie what every program printed, as it says
   */
  LyingSeller(String name, String lie) {
    NakamaService nakama = RunningMarket.get().nakama();
    this.name = name;
    this.lie = lie;
    String server = "127.0.0.1:" + nakama.port();
    client = NakamaClient.standalone(NakamaSettings.of(server, nakama.serverKey()));
    market = new MarketAccounts(client, server).ofDevice(UUID.randomUUID().toString()).market();
    market.update(new SellerOffer(4, 4096, 4, List.of("runc"), null, "open", name, HALF, null));
    var unused = timer.scheduleWithFixedDelay(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    market.heartbeat(FREE, List.of());
    for (Claim claim : market.claim(FREE, FREE.slots()).claims()) {
      LogChunk printed = new LogChunk(1, null, Instant.now(), LogStream.STDOUT, lie);
      market.report(
          List.of(
              AttemptReport.of(claim.lease(), new Start(null, null), List.of(printed), success())),
          FREE,
          0);
    }
  }

  private Outcome success() {
    return new Outcome(null, 0, null, Instant.now(), 5L, null, null, null, sha256(lie), null);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.close();
    OtherSeller.leave(name);
  }
}
