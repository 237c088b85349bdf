package io.lumaris.market;

import static io.lumaris.market.MarketRpc.fields;

import io.lumaris.job.Ask;
import io.lumaris.job.Job;
import io.lumaris.nakama.SessionKeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Auctions at a Nakama server with the LUMARIS module. Thread-safe. */
public final class NakamaAuctions implements Auctions {
  private final MarketRpc rpc;

  /**
   * What the market answers.
   *
   * @param now its clock, once for all of them
   */
  public record Open(List<OpenAuction> auctions, Instant now) {}

  /**
   * As the account sees them that is signed in here.
   *
   * @param patience how long a call that the market could not serve at the moment is repeated
   */
  public NakamaAuctions(SessionKeeper sessions, Duration patience) {
    this.rpc = new MarketRpc(sessions, patience);
  }

  @Override
  public List<OpenAuction> open() {
    Open answer = rpc.call("auction_list", fields(), Open.class);
    return answer.auctions().stream().map(auction -> auction.toldAt(answer.now())).toList();
  }

  @Override
  public void bid(UUID jobId, Ask ask) {
    rpc.call("bid_place", fields("job_id", jobId, "ask", ask), Map.class);
  }

  @Override
  public Job pick(UUID jobId, UUID sellerId) {
    return rpc.field(
        "auction_pick", fields("job_id", jobId, "seller_id", sellerId), "job", Job.class);
  }
}
