package io.lumaris.seller;

import io.lumaris.job.Ask;
import io.lumaris.job.Job;
import io.lumaris.market.Auctions;
import io.lumaris.market.MarketException;
import io.lumaris.market.OpenAuction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Auctions a test opens, and what was bid in them. */
final class ScriptedAuctions implements Auctions {
  final Map<UUID, Ask> bids = new LinkedHashMap<>();
  private final List<OpenAuction> open = new ArrayList<>();
  private boolean closed;
  private boolean broken;

  /** An auction for one CPU and one GB that closes in five seconds. */
  UUID opens(Long lowestAsk) {
    UUID job = UUID.randomUUID();
    Instant now = Instant.EPOCH;
    open.add(
        new OpenAuction(
            job,
            now.plusSeconds(5),
            "lumaris/busybox",
            1,
            1024,
            600,
            "first",
            lowestAsk,
            null,
            now));
    return job;
  }

  /** The market lists it no more. */
  void closes(UUID job) {
    open.removeIf(auction -> auction.jobId().equals(job));
  }

  /** From now on every bid comes too late. */
  void close() {
    closed = true;
  }

  /** The next look breaks in a way nobody foresaw. */
  void breakOnce() {
    broken = true;
  }

  @Override
  public List<OpenAuction> open() {
    if (broken) {
      broken = false;
      throw new IllegalStateException("broken");
    }
    return open.stream()
        .map(
            a ->
                new OpenAuction(
                    a.jobId(),
                    a.closesAt(),
                    a.image(),
                    a.cpus(),
                    a.memoryMb(),
                    a.timeoutS(),
                    a.price(),
                    a.lowestAsk(),
                    bids.get(a.jobId()),
                    a.now()))
        .toList();
  }

  @Override
  public void bid(UUID jobId, Ask ask) {
    if (closed) {
      throw new MarketException("auction_closed", null, "The auction has ended.", false, null);
    }
    bids.put(jobId, ask);
  }

  @Override
  public Job pick(UUID jobId, UUID sellerId) {
    throw new UnsupportedOperationException("Sellers do not pick");
  }
}
