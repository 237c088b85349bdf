package io.lumaris.market;

import static io.lumaris.market.MarketRpc.fields;

import io.lumaris.job.Ask;
import io.lumaris.nakama.SessionKeeper;
import jakarta.json.JsonObject;
import java.time.Duration;

/** A seller's insight at a Nakama server with the LUMARIS module. Thread-safe. */
final class NakamaSellerInsight implements SellerInsight {
  private final MarketRpc rpc;

  /**
   * As the account sees it that is signed in here.
   *
   * @param patience how long a call that the market could not serve at the moment is repeated
   */
  NakamaSellerInsight(SessionKeeper sessions, Duration patience) {
    this.rpc = new MarketRpc(sessions, patience);
  }

  @Override
  public JsonObject insight(Ask ask) {
    return rpc.call("seller_insight", fields("ask", ask), JsonObject.class);
  }
}
