package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketOperator;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Image rules over REST, and how a program fares on an open page. */
interface PolicyContract extends Portal {

  @Test
  default void whatTheMarketRefusesIsRefusedWithItsRule() {
    Visitor buyer = Visitor.guest(portal());
    try (MarketOperator operator = new MarketOperator();
        MarketOperator.Rule rule = operator.deny("*portal-test/miner*", "no mining")) {
      JsonObject problem =
          buyer.post("/api/jobs", "{\"image\":\"portal-test/miner\"}").expect(403).json();
      assertThat(problem.getString("reason")).isEqualTo("image_not_allowed");
      assertThat(problem.getString("detail"))
          .contains("by the rule \"deny *portal-test/miner*\" (no mining)");
      assertThat(
              buyer
                  .post("/api/quotes", "{\"image\":\"portal-test/miner\"}")
                  .expect(200)
                  .json()
                  .getString("problem"))
          .startsWith("image_not_allowed: ");
      assertThat(
              buyer
                  .get("/api/policy")
                  .expect(200)
                  .json()
                  .getJsonArray("rules")
                  .getValuesAs(JsonObject.class))
          .anyMatch(each -> each.getString("pattern").equals("*portal-test/miner*"));
      assertThat(rule).isNotNull();
    }
    Visitor.stranger(portal()).get("/api/policy").expect(401);
  }

  @Test
  default void anOpenPageIsToldHowTheProgramFares() {
    Visitor buyer = Visitor.guest(portal());
    String id = buyer.submit("count").getString("id");
    Vendor vendor = new Vendor().run(id);
    try (LiveClient live = buyer.live().watch(id, 0)) {
      live.expect(message -> LiveClient.isJob(message, id, "running"));
      vendor.fares(12.5);
      JsonObject told = live.expect("usage");
      assertThat(told.getString("job_id")).isEqualTo(id);
      assertThat(told.getInt("attempt")).isOne();
      JsonObject sample = told.getJsonArray("samples").getJsonObject(0);
      assertThat(sample.getJsonNumber("cpu_percent").doubleValue()).isEqualTo(12.5);
      assertThat(sample.getInt("pids")).isEqualTo(2);
    }
    vendor.end(0);
  }
}
