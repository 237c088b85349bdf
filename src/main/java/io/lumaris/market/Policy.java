package io.lumaris.market;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;

/**
 * The market's rules about images as one signed-in account sees them. Every call is one RPC of
 * docs/wire.md and may be repeated safely; refusals and failures are thrown as {@link
 * MarketException} with a reason.
 */
public interface Policy {

  /** All of them, those that deny first. */
  List<PolicyRule> rules();

  /**
   * Adds a rule, for operators; the same effect and pattern again is the same rule.
   *
   * @param rule {@code effect}, {@code pattern} and perhaps {@code note}, as somebody wrote them:
   *     the module checks them
   */
  AddedRule add(JsonObject rule);

  /**
   * Removes a rule, for operators.
   *
   * @return false when there is no such rule
   */
  boolean remove(UUID ruleId);
}
