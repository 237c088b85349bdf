package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.buyer.OperatorContract.Operator;
import io.lumaris.testing.MarketOperator;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Image rules as operators change them over REST, and that nobody else does. */
interface ImageRulesContract extends Portal {
  String RULES = "/api/operator/image-rules";

  @Test
  default void aRuleCountsFromItsAddingToItsRemoval() {
    String image = "rest-test/" + UUID.randomUUID();
    String job = "{\"image\":\"" + image + "\"}";
    Visitor buyer = Visitor.guest(portal());
    try (MarketOperator market = new MarketOperator();
        MarketOperator.Rule ending = market.endingRulesOf(pattern(image));
        Operator operator = new Operator(portal())) {
      JsonObject rule = operator.at().post(RULES, deny(image, "not here")).expect(201).json();
      assertThat(rule.getString("effect")).isEqualTo("deny");
      assertThat(rule.getString("pattern")).isEqualTo(pattern(image));
      assertThat(rule.getString("note")).isEqualTo("not here");
      assertThat(rules(buyer)).contains(rule);
      JsonObject problem = buyer.post("/api/jobs", job).expect(403).json();
      assertThat(problem.getString("reason")).isEqualTo("image_not_allowed");
      assertThat(problem.getString("detail"))
          .contains("by the rule \"deny " + pattern(image) + "\" (not here)");

      operator.at().delete(RULES + "/" + rule.getString("id")).expect(204);
      assertThat(rules(buyer)).doesNotContain(rule);
      String id = buyer.post("/api/jobs", job).expect(201).json().getString("id");
      buyer.send("POST", "/api/jobs/" + id + "/cancel", null).expect(200);
      assertThat(ending).isNotNull();
    }
  }

  @Test
  default void theSameRuleAgainIsTheSameRuleWithTheNoteGivenLast() {
    String image = "rest-test/" + UUID.randomUUID();
    try (MarketOperator market = new MarketOperator();
        MarketOperator.Rule ending = market.endingRulesOf(pattern(image));
        Operator operator = new Operator(portal())) {
      JsonObject first = operator.at().post(RULES, deny(image, "first")).expect(201).json();
      JsonObject second = operator.at().post(RULES, deny(image, "second")).expect(200).json();
      assertThat(second.getString("id")).isEqualTo(first.getString("id"));
      assertThat(second.getString("note")).isEqualTo("second");
      assertThat(ending).isNotNull();
    }
  }

  @Test
  default void aMarketHasNoMoreRulesThanItsSetting() {
    String address = "/api/operator/settings/image_rules";
    try (Operator operator = new Operator(portal())) {
      long before = operator.setting("image_rules");
      operator.at().send("PUT", address, "{\"value\":0}").expect(200);
      try {
        JsonObject problem =
            operator.at().post(RULES, deny("rest-test/never", "never")).expect(409).json();
        assertThat(problem.getString("reason")).isEqualTo("too_many_rules");
        assertThat(problem.getString("detail")).contains("remove some");
      } finally {
        operator.at().send("PUT", address, "{\"value\":" + before + "}").expect(200);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'effect':'forbid','pattern':'*'}           | effect  | must be one of allow, deny",
        "{'effect':'deny'}                           | pattern | is missing",
        "{'effect':'deny','pattern':'busybox'}       | pattern | docker.io/library/busybox:*",
        "{'effect':'deny','pattern':1}               | pattern | you sent 1",
        "{'effect':'deny','pattern':'*','note':''}   | note    | must not be empty",
        "{'effect':'deny','pattern':'*','until':1}   | until   | is no such field"
      })
  default void aMistakeInARuleIsNamedWithItsField(String body, String field, String detail) {
    try (Operator operator = new Operator(portal())) {
      JsonObject problem = operator.at().post(RULES, body.replace('\'', '"')).expect(400).json();
      assertThat(problem.getString("reason")).isEqualTo("invalid_request");
      assertThat(problem.getString("field")).isEqualTo(field);
      assertThat(problem.getString("detail")).contains(detail);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "null", "{\"effect\":"})
  default void whatIsNoRuleAtAllIsRefused(String body) {
    try (Operator operator = new Operator(portal())) {
      assertThat(operator.at().post(RULES, body).expect(400).json().getString("reason"))
          .isEqualTo("invalid_json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5d0e8a70-2c55-4c0c-8d4f-0f3f4f6a1b11", "x"})
  default void whatIsNotThereCannotBeRemoved(String id) {
    try (Operator operator = new Operator(portal())) {
      JsonObject problem = operator.at().delete(RULES + "/" + id).expect(404).json();
      assertThat(problem.getString("reason")).isEqualTo("rule_not_found");
      assertThat(problem.getString("detail")).contains("GET /api/policy");
    }
  }

  @Test
  default void nobodyElseChangesTheRules() {
    String image = "rest-test/" + UUID.randomUUID();
    String denied = deny(image, "by nobody");
    try (MarketOperator market = new MarketOperator();
        MarketOperator.Rule rule = market.deny(pattern(image), null)) {
      Visitor guest = Visitor.guest(portal());
      String id =
          rules(guest).stream()
              .filter(each -> each.getString("pattern").equals(pattern(image)))
              .findFirst()
              .orElseThrow()
              .getString("id");
      assertThat(guest.post(RULES, denied).expect(403).json().getString("reason"))
          .isEqualTo("not_allowed");
      assertThat(guest.delete(RULES + "/" + id).expect(403).json().getString("reason"))
          .isEqualTo("not_allowed");
      Visitor.stranger(portal()).post(RULES, denied).expect(401);
      Visitor.stranger(portal()).delete(RULES + "/" + id).expect(401);
      assertThat(rules(guest)).anyMatch(each -> each.getString("id").equals(id));
      assertThat(rule).isNotNull();
    }
  }

  private static List<JsonObject> rules(Visitor visitor) {
    return visitor
        .get("/api/policy")
        .expect(200)
        .json()
        .getJsonArray("rules")
        .getValuesAs(JsonObject.class);
  }

  private static String pattern(String image) {
    return "*" + image + "*";
  }

  private static String deny(String image, String note) {
    return "{\"effect\":\"deny\",\"pattern\":\"%s\",\"note\":\"%s\"}"
        .formatted(pattern(image), note);
  }
}
