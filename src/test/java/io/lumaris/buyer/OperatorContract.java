package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.local.Operators;
import io.lumaris.testing.Services;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator does over REST, and that nobody else does. */
interface OperatorContract extends Portal {

  @Test
  default void anOperatorSeesHowTheMarketIs() {
    try (Operator operator = new Operator(portal())) {
      JsonObject overview = operator.at.get("/api/operator/overview").expect(200).json();
      assertThat(overview)
          .containsKeys("now", "jobs", "sellers", "money", "stuck", "disputes")
          .isNotEmpty();
      assertThat(operator.at.get("/api/account").json().getBoolean("operator")).isTrue();
    }
  }

  @Test
  default void aTopUpIsInTheAccountOnce() {
    Visitor buyer = Visitor.guest(portal());
    String account = buyer.get("/api/account").json().getString("id");
    String payment =
        "{\"account_id\":\"%s\",\"amount\":2000000,\"payment_id\":\"%s\",\"note\":\"invoice 7\"}"
            .formatted(account, UUID.randomUUID());
    try (Operator operator = new Operator(portal())) {
      JsonObject booked = operator.at.post("/api/operator/top-ups", payment).expect(201).json();
      assertThat(booked.getString("kind")).isEqualTo("top_up");
      operator.at.post("/api/operator/top-ups", payment).expect(200);
    }
    assertThat(buyer.get("/api/account").json().getInt("available")).isEqualTo(7_000_000);
  }

  @Test
  default void aPayoutIsSettledOnce() {
    Visitor seller = Visitor.guest(portal());
    String id =
        seller.post("/api/payouts", "{\"amount\":3000000}").expect(201).json().getString("id");
    try (Operator operator = new Operator(portal())) {
      JsonObject waiting = operator.at.get("/api/operator/payouts").expect(200).json();
      assertThat(waiting.getJsonArray("payouts").getValuesAs(JsonObject.class))
          .anyMatch(payout -> payout.getString("id").equals(id));
      String address = "/api/operator/payouts/" + id;
      JsonObject decided =
          operator.at.post(address, "{\"paid\":true,\"note\":\"sent\"}").expect(200).json();
      assertThat(decided.getBoolean("changed")).isTrue();
      assertThat(decided.getJsonObject("payment").getString("state")).isEqualTo("done");
      assertThat(
              operator.at.post(address, "{\"paid\":false}").expect(409).json().getString("reason"))
          .isEqualTo("payout_decided");
    }
    assertThat(seller.get("/api/account").json().getInt("available")).isEqualTo(2_000_000);
  }

  @Test
  default void theBooksAreAuditedWithEveryCheck() {
    try (Operator operator = new Operator(portal())) {
      JsonObject audit = operator.at.get("/api/operator/audit").expect(200).json();
      assertThat(audit.getJsonArray("checks").getValuesAs(JsonObject.class))
          .extracting(check -> check.getString("rule"))
          .contains("all_money_sums_to_zero");
    }
  }

  @Test
  default void aSettingIsChangedForEverybody() {
    try (Operator operator = new Operator(portal())) {
      long before = operator.setting("image_rules");
      String address = "/api/operator/settings/image_rules";
      JsonObject set = operator.at.send("PUT", address, "{\"value\":201}").expect(200).json();
      assertThat(set.getString("name")).isEqualTo("image_rules");
      assertThat(operator.setting("image_rules")).isEqualTo(201);
      operator.at.send("PUT", address, "{\"value\":" + before + "}").expect(200);
      assertThat(
              operator
                  .at
                  .send("PUT", "/api/operator/settings/no_such", "{\"value\":1}")
                  .expect(404)
                  .json()
                  .getString("reason"))
          .isEqualTo("setting_not_found");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PUT  | settings/image_rules | {'value':-1}        | value      | must be between 0",
        "PUT  | settings/image_rules | {}                  | value      | is missing",
        "POST | top-ups | {'account_id':'x','amount':1}    | account_id | UUID",
        "POST | top-ups | {'amount':1,'colour':2}          | colour     | is no such field",
        "POST | payouts/x | {'paid':true}                  | payment_id | UUID",
        "POST | payouts/00000000-0000-4000-8000-000000000000 | {'paid':1} | paid | you sent 1"
      })
  default void aMistakeIsNamedWithItsField(
      String method, String path, String body, String field, String detail) {
    try (Operator operator = new Operator(portal())) {
      JsonObject problem =
          operator
              .at
              .send(method, "/api/operator/" + path, body.replace('\'', '"'))
              .expect(400)
              .json();
      assertThat(problem.getString("field")).isEqualTo(field);
      assertThat(problem.getString("detail")).contains(detail);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overview", "settings", "audit", "payouts"})
  default void nobodyElseSeesIt(String what) {
    JsonObject problem = Visitor.guest(portal()).get("/api/operator/" + what).expect(403).json();
    assertThat(problem.getString("reason")).isEqualTo("not_allowed");
    Visitor.stranger(portal()).get("/api/operator/" + what).expect(401);
  }

  @Test
  default void nobodyElseDoesIt() {
    Visitor guest = Visitor.guest(portal());
    String id = guest.get("/api/account").json().getString("id");
    guest.post("/api/operator/top-ups", "{\"account_id\":\"" + id + "\",\"amount\":1}").expect(403);
    guest.send("PUT", "/api/operator/settings/image_rules", "{\"value\":1}").expect(403);
    guest.post("/api/operator/payouts/" + id, "{\"paid\":true}").expect(403);
    assertThat(guest.get("/api/account").json().getInt("available")).isEqualTo(5_000_000);
  }

  /** A guest who was made an operator, until this is closed. */
  final class Operator implements AutoCloseable {
    private final Operators operators = new Operators(Services.postgres().database());
    private final Visitor at;
    private final String id;

    Operator(URI portal) {
      at = Visitor.guest(portal);
      id = at.get("/api/account").json().getString("id");
      operators.add(id);
    }

    Visitor at() {
      return at;
    }

    long setting(String name) {
      return at
          .get("/api/operator/settings")
          .expect(200)
          .json()
          .getJsonArray("settings")
          .getValuesAs(JsonObject.class)
          .stream()
          .filter(setting -> setting.getString("name").equals(name))
          .findFirst()
          .orElseThrow()
          .getJsonNumber("value")
          .longValue();
    }

    @Override
    public void close() {
      operators.remove(id);
    }
  }
}
