package io.lumaris.market;

import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Which images the market takes. */
class ImagePolicySqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID operator = someone();
  private final UUID buyer = someone();

  @BeforeEach
  void anOperator() {
    sql.update("insert into lumaris.operator (user_id) values (?)", operator);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/image-rules.csv", delimiter = '|')
  void anImageIsRefusedByThisRule(String image, String allow, String deny, String rule) {
    JsonObjectBuilder rules = Json.createObjectBuilder();
    if (allow != null) {
      rules.add("allow", Json.createArrayBuilder().add(allow));
    }
    if (deny != null) {
      rules.add("deny", Json.createArrayBuilder().add(deny));
    }
    assertThat(
            sql.text(
                "select coalesce(lumaris.image_rule_against(?::jsonb, ?), 'none')",
                rules.build().toString(),
                image))
        .isEqualTo(rule);
  }

  @Test
  void aSubmitIsRefusedWithTheRuleAndItsNote() {
    add("deny", "*miner*", "no mining here");
    assertThat(market.submit(buyer, null, image("x/miner")).message())
        .isEqualTo(
            "image_not_allowed: the image docker.io/x/miner:latest is not allowed on this market"
                + " by the rule \"deny *miner*\" (no mining here); use another image");
    assertThat(market.submit(buyer, null, image("x/miner")).code()).isEqualTo(9);
    market.submitted(buyer, image("x/other"));
    assertThat(sql.number("select count(*) from lumaris.job")).isEqualTo(1);
  }

  @Test
  void whereSomethingIsAllowedAnImageHasToMatchOneOfIt() {
    add("allow", "docker.io/lumaris/*", null);
    add("allow", "docker.io/library/*", null);
    add("deny", "docker.io/lumaris/bad:*", null);
    market.submitted(buyer, image("lumaris/busybox"));
    market.submitted(buyer, image("busybox"));
    assertThat(market.submit(buyer, null, image("registry.example/busybox")).message())
        .startsWith(
            "image_not_allowed: the image registry.example/busybox:latest is not allowed on this"
                + " market, none of its rules allows it");
    assertThat(market.submit(buyer, null, image("lumaris/bad")).message()).contains("\"deny ");
  }

  @Test
  void ofManyJobsInOneCallOnlyThoseAreRefused() {
    add("deny", "*miner*", null);
    JsonObject one = Json.createObjectBuilder().add("spec", image("x/miner")).build();
    JsonObject other = Json.createObjectBuilder().add("spec", image("x/other")).build();
    Reply told =
        sql.call(
            "job_submits(?, ?::jsonb)",
            buyer,
            Json.createArrayBuilder(List.of(one, other, one)).build().toString());
    assertThat(SqlMarket.answers(told).stream().map(answer -> answer.containsKey("job_id")))
        .containsExactly(false, true, false);
  }

  @Test
  void aJobThatWasMadeBeforeTheRuleIsFoundAgainByItsToken() {
    JsonObject job = market.submit(buyer, "t", image("x/miner")).job();
    add("deny", "*miner*", null);
    assertThat(market.submit(buyer, "t", image("x/miner")).job().getString("id"))
        .isEqualTo(job.getString("id"));
    assertThat(market.submit(buyer, "u", image("x/miner")).reason()).isEqualTo("image_not_allowed");
  }

  @Test
  void aQuoteSaysSoAsWell() {
    add("deny", "*miner*", null);
    market.seller();
    assertThat(problem(image("x/miner")))
        .startsWith("image_not_allowed: the image docker.io/x/miner");
    assertThat(problem(image("x/other"))).isEmpty();
    JsonObjectBuilder unfinished = Json.createObjectBuilder(spec());
    assertThat(problem(unfinished.remove("image").build())).isEmpty();
  }

  @Test
  void aNodeGetsTheRulesWithItsClaims() {
    UUID seller = market.seller();
    market.submitted(buyer, spec());
    add("deny", "*@sha256:aa", null);
    add("allow", "*", null);
    JsonObject answer = market.claim(seller, 1).ok();
    assertThat(answer.getJsonObject("image_rules").toString())
        .isEqualTo("{\"deny\":[\"*@sha256:aa\"],\"allow\":[\"*\"]}");
    assertThat(market.claim(seller, 1).ok().containsKey("image_rules")).isFalse();

    market.submitted(buyer, spec());
    assertThat(market.report(seller, 1, List.of()).ok().containsKey("image_rules")).isTrue();
  }

  @Test
  void onlyAnOperatorChangesTheRulesAndAnybodyReadsThem() {
    assertThat(sql.call("policy_add(?, 'deny', '*', null)", buyer).reason())
        .isEqualTo("not_allowed");
    String id = add("deny", "*miner*", "no mining").ok().getJsonObject("rule").getString("id");
    add("allow", "*", null);
    assertThat(sql.call("policy_remove(?, ?::uuid)", buyer, id).reason()).isEqualTo("not_allowed");
    List<JsonObject> rules = rules();
    assertThat(rules.stream().map(rule -> rule.getString("effect")))
        .containsExactly("deny", "allow");
    assertThat(rules.get(0).getString("note")).isEqualTo("no mining");
    assertThat(rules.get(1).containsKey("note")).isFalse();

    assertThat(sql.call("policy_remove(?, ?::uuid)", operator, id).ok().getBoolean("removed"))
        .isTrue();
    assertThat(sql.call("policy_remove(?, ?::uuid)", operator, id).ok().getBoolean("removed"))
        .isFalse();
    assertThat(rules()).hasSize(1);
  }

  @Test
  void theSameRuleAgainIsTheSameRuleWithItsLastNote() {
    JsonObject first = add("deny", "*miner*", "one").ok();
    JsonObject again = add("deny", "*miner*", "two").ok();
    assertThat(again.getBoolean("created")).isFalse();
    assertThat(again.getJsonObject("rule").getString("id"))
        .isEqualTo(first.getJsonObject("rule").getString("id"));
    assertThat(again.getJsonObject("rule").getString("note")).isEqualTo("two");
  }

  @Test
  void thereAreOnlySoManyRules() {
    sql.update("update lumaris.setting set value = 1 where name = 'image_rules'");
    add("deny", "*miner*", null).ok();
    add("deny", "*miner*", "the same").ok();
    assertThat(add("deny", "*other*", null).message())
        .startsWith("too_many_rules: this market has 1 image rules, the most there may be");
  }

  private Reply add(String effect, String pattern, String note) {
    return sql.call("policy_add(?, ?, ?, ?)", operator, effect, pattern, note);
  }

  private List<JsonObject> rules() {
    return sql.call("policy_list()").ok().getJsonArray("rules").getValuesAs(JsonObject.class);
  }

  private String problem(JsonObject spec) {
    return sql.call("quote(?, ?::jsonb)", buyer, spec.toString())
        .ok()
        .getJsonObject("quote")
        .getString("problem", "");
  }

  private static JsonObject image(String name) {
    return spec("image", Json.createValue(name));
  }
}
