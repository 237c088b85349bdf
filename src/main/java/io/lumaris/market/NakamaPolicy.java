package io.lumaris.market;

import static io.lumaris.market.MarketRpc.fields;

import io.lumaris.nakama.SessionKeeper;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The market's rules about images in a Nakama server with the LUMARIS module. Thread-safe. */
public final class NakamaPolicy implements Policy {
  private final MarketRpc rpc;

  /**
   * As the account sees them that is signed in here.
   *
   * @param patience how long a call that the market could not serve at the moment is repeated
   */
  public NakamaPolicy(SessionKeeper sessions, Duration patience) {
    this.rpc = new MarketRpc(sessions, patience);
  }

  @Override
  public List<PolicyRule> rules() {
    return List.of(rpc.field("policy_list", fields(), "rules", PolicyRule[].class));
  }

  @Override
  public AddedRule add(JsonObject rule) {
    return rpc.call("policy_add", rule, AddedRule.class);
  }

  @Override
  public boolean remove(UUID ruleId) {
    return rpc.field("policy_remove", fields("rule_id", ruleId), "removed", Boolean.class);
  }
}
