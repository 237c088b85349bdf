package io.lumaris.testing;

import io.lumaris.local.Operators;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** An operator of the running market, who says which images may run. */
public final class MarketOperator implements AutoCloseable {
  private final Operators operators = new Operators(Services.postgres().database());
  private final RawUser user = RawUser.signedIn();

  public MarketOperator() {
    operators.add(user.id().toString());
  }

  public RawUser user() {
    return user;
  }

  /**
   * Refuses images until this is closed.
   *
   * @param note may be {@code null}
   * @return takes the rule away
   */
  public Rule deny(String pattern, String note) {
    JsonObjectBuilder rule =
        Json.createObjectBuilder().add("effect", "deny").add("pattern", pattern);
    if (note != null) {
      rule.add("note", note);
    }
    String id = user.rpc("policy_add", rule.build()).ok().getJsonObject("rule").getString("id");
    return () -> user.rpc("policy_remove", remove(id)).ok();
  }

  /**
   * Takes away the rules of a pattern that a test adds by itself, when it is closed: whatever
   * became of the test, the market is as it was.
   */
  public Rule endingRulesOf(String pattern) {
    return () ->
        user.rpc("policy_list").ok().getJsonArray("rules").getValuesAs(JsonObject.class).stream()
            .filter(rule -> rule.getString("pattern").equals(pattern))
            .forEach(rule -> user.rpc("policy_remove", remove(rule.getString("id"))).ok());
  }

  /** A rule that is there until it is closed. */
  public interface Rule extends AutoCloseable {
    @Override
    void close();
  }

  private static JsonObject remove(String id) {
    return Json.createObjectBuilder().add("rule_id", id).build();
  }

  @Override
  public void close() {
    operators.remove(user.id().toString());
  }
}
