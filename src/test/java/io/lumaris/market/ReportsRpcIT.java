package io.lumaris.market;

import static io.lumaris.market.WireMarket.job;
import static io.lumaris.market.WireMarket.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.RawUser;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A seller's reports in one call, over HTTP on the running Nakama. */
class ReportsRpcIT {
  private static final JsonObject SUCCESS = Json.createObjectBuilder().add("exit_code", 0).build();

  private final WireMarket market = new WireMarket();
  private final RawUser buyer = RawUser.signedIn();
  private final RawUser seller = market.seller();

  @Test
  void aWholeRunIsOneCallThatBringsTheNextJob() {
    String first = market.submitted(buyer);
    JsonObject lease = market.taken(seller);
    String second = market.submitted(buyer);
    JsonObject all =
        with(WireMarket.logs(lease, 1, "a\0b"))
            .add("started", Json.createObjectBuilder().add("image_digest", "sha256:abc"))
            .add("outcome", SUCCESS)
            .build();

    JsonObject answer = seller.rpc("attempt_reports", claiming(all)).ok();

    assertThat(answer.getJsonArray("answers").getJsonObject(0).getString("job_state"))
        .isEqualTo("succeeded");
    assertThat(answer.getJsonArray("claims").getJsonObject(0).getString("job_id"))
        .isEqualTo(second);
    assertThat(buyer.rpc("job_get", job(first)).ok().getJsonObject("job").getString("state"))
        .isEqualTo("succeeded");
    assertThat(
            buyer
                .rpc("job_logs", job(first))
                .ok()
                .getJsonArray("chunks")
                .getJsonObject(0)
                .getString("text"))
        .isEqualTo("a\uFFFDb");
  }

  @Test
  void aProfileThatReadersOfJsonRefuseIsNotKept() {
    market.submitted(buyer);
    JsonValue profile = JsonValue.EMPTY_JSON_OBJECT;
    for (int level = 1; level < 18; level++) {
      profile = Json.createObjectBuilder().add("in", profile).build();
    }
    JsonObject deep = with(market.taken(seller)).add("profile", profile).build();
    assertThat(seller.rpc("attempt_started", deep).refusal())
        .isEqualTo("400 3 invalid_request: profile: must be nested at most 16 levels deep");
  }

  @Test
  void aMistakeInOneReportIsAnsweredInItsPlaceAndTheOthersCount() {
    String id = market.submitted(buyer);
    JsonObject lease = market.taken(seller);
    JsonObject mistaken =
        with(stranger()).add("outcome", Json.createObjectBuilder().add("exit_code", "0")).build();
    JsonObject unknownField = with(stranger()).add("ended", SUCCESS).build();
    JsonObject good = with(lease).add("outcome", SUCCESS).build();

    List<JsonObject> answers =
        seller
            .rpc("attempt_reports", reports(mistaken, good, stranger(), unknownField))
            .ok()
            .getJsonArray("answers")
            .getValuesAs(JsonObject.class);

    assertThat(answers.get(0))
        .isEqualTo(
            refused(
                mistaken,
                3,
                "invalid_request: reports[0].outcome.exit_code: must be a whole number, you sent \"0\""));
    assertThat(answers.get(1).getString("state")).isEqualTo("succeeded");
    assertThat(answers.get(2).getString("message"))
        .isEqualTo("attempt_not_found: you have no attempt with this id");
    assertThat(answers.get(3).getString("message"))
        .startsWith("invalid_request: reports[3].ended: is no such field; there are ");
    assertThat(buyer.rpc("job_get", job(id)).ok().getJsonObject("job").getString("state"))
        .isEqualTo("succeeded");
  }

  @Test
  void moreThan64ReportsAndTheSameAttemptTwiceAreRefused() {
    JsonObject[] many = new JsonObject[65];
    Arrays.setAll(many, i -> stranger());
    assertThat(seller.rpc("attempt_reports", reports(many)).refusal())
        .isEqualTo("400 3 invalid_request: reports: must have at most 64 entries, you sent 65");
    JsonObject one = stranger();
    JsonObject shouted =
        with(one).add("attempt_id", one.getString("attempt_id").toUpperCase(Locale.ROOT)).build();
    assertThat(seller.rpc("attempt_reports", reports(one, stranger(), shouted)).refusal())
        .isEqualTo(
            "400 3 invalid_request: reports[2].attempt_id: is there twice: tell all of an attempt"
                + " in one report");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                               | reports: is missing",
        "{'reports':{}}                   | reports: must be a list, you sent an object",
        "{'reports':[1]}                  | reports[0]: must be an object, you sent 1",
        "{'reports':[{}]}                 | reports[0].attempt_id: is missing",
        "{'reports':[],'claim_max':1}     | free: is missing: with claim_max, tell what is free",
        "{'reports':[],'claim_max':65}    | claim_max: must be between 0 and 64, you sent 65",
        "{'reports':[],'free':{'slots':1}} | free.cpus: is missing"
      })
  void aCallThatIsNotTheWiresIsToldSo(String body, String sentence) {
    assertThat(seller.rpc("attempt_reports", body.replace('\'', '"')).refusal())
        .isEqualTo("400 3 invalid_request: " + sentence);
  }

  @Test
  void whoHasNotRegisteredMayNotClaim() {
    assertThat(RawUser.signedIn().rpc("attempt_reports", claiming()).refusal())
        .startsWith("400 9 not_a_seller: ");
  }

  private JsonObject claiming(JsonObject... reports) {
    return with(reports(reports)).add("free", market.free()).add("claim_max", 1).build();
  }

  private static JsonObject reports(JsonObject... reports) {
    JsonArrayBuilder all = Json.createArrayBuilder(List.of(reports));
    return Json.createObjectBuilder().add("reports", all).build();
  }

  private static JsonObject stranger() {
    return Json.createObjectBuilder()
        .add("attempt_id", UUID.randomUUID().toString())
        .add("lease_token", UUID.randomUUID().toString())
        .build();
  }

  private static JsonObject refused(JsonObject report, int code, String message) {
    return Json.createObjectBuilder()
        .add("attempt_id", report.getString("attempt_id"))
        .add("code", code)
        .add("message", message)
        .build();
  }
}
