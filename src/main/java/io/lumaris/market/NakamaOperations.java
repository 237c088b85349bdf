package io.lumaris.market;

import static io.lumaris.market.MarketRpc.fields;

import io.lumaris.nakama.SessionKeeper;
import jakarta.json.JsonObject;
import java.time.Duration;

/** An operator at a Nakama server with the LUMARIS module. Thread-safe. */
public final class NakamaOperations implements Operations {
  private final MarketRpc rpc;

  /**
   * As the account does it that is signed in here.
   *
   * @param patience how long a call that the market could not serve at the moment is repeated
   */
  public NakamaOperations(SessionKeeper sessions, Duration patience) {
    this.rpc = new MarketRpc(sessions, patience);
  }

  @Override
  public JsonObject overview() {
    return rpc.call("operator_overview", fields(), JsonObject.class);
  }

  @Override
  public JsonObject settings() {
    return rpc.call("setting_list", fields(), JsonObject.class);
  }

  @Override
  public JsonObject set(JsonObject setting) {
    return rpc.field("setting_set", setting, "setting", JsonObject.class);
  }

  @Override
  public JsonObject audit() {
    return rpc.call("audit", fields(), JsonObject.class);
  }

  @Override
  public Booked topUp(JsonObject payment) {
    return rpc.call("account_top_up", payment, Booked.class);
  }

  @Override
  public Decided settle(JsonObject decision) {
    return rpc.call("payout_settle", decision, Decided.class);
  }
}
