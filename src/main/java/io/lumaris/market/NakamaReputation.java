package io.lumaris.market;

import static io.lumaris.market.MarketRpc.fields;

import io.lumaris.job.Job;
import io.lumaris.nakama.SessionKeeper;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.UUID;

/** Reputation at a Nakama server with the LUMARIS module. Thread-safe. */
public final class NakamaReputation implements Reputation {
  private final MarketRpc rpc;

  /**
   * As the account sees it that is signed in here.
   *
   * @param patience how long a call that the market could not serve at the moment is repeated
   */
  public NakamaReputation(SessionKeeper sessions, Duration patience) {
    this.rpc = new MarketRpc(sessions, patience);
  }

  @Override
  public JsonObject seller(UUID sellerId, String outcome, int limit, String cursor) {
    return rpc.call(
        "seller_record",
        fields("seller_id", sellerId, "outcome", outcome, "limit", limit, "cursor", cursor),
        JsonObject.class);
  }

  @Override
  public JsonObject buyer(UUID buyerId) {
    return rpc.field("buyer_record", fields("buyer_id", buyerId), "buyer", JsonObject.class);
  }

  @Override
  public Job rate(UUID jobId, JsonObject rating) {
    JsonObject named = Json.createObjectBuilder(rating).add("job_id", jobId.toString()).build();
    return rpc.field("job_rate", named, "job", Job.class);
  }
}
