package io.lumaris.market;

import static io.lumaris.market.WireMarket.ended;
import static io.lumaris.market.WireMarket.job;
import static io.lumaris.market.WireMarket.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.testing.MarketOperator;
import io.lumaris.testing.RawSocket;
import io.lumaris.testing.RawUser;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Image rules, filters and usage over HTTP and pushes on the running Nakama. */
class PolicyRpcIT {
  private static final String SAMPLE =
      "{\"time\": 1700000000000, \"cpu_percent\": 12.5, \"throttled_percent\": 0, \"memory_bytes\":"
          + " 1048576, \"pids\": 2, \"block_read_bytes\": 0, \"block_written_bytes\": 0}";

  private final WireMarket market = new WireMarket();
  private final RawUser buyer = RawUser.signedIn();
  private final MarketOperator operator = new MarketOperator();

  @AfterEach
  void noOperator() {
    operator.close();
  }

  @Test
  void anOperatorRefusesAnImageAndTakesTheRuleAway() {
    String image = "x/" + UUID.randomUUID();
    JsonObject submission =
        Json.createObjectBuilder().add("spec", with(market.spec()).add("image", image)).build();
    try (MarketOperator.Rule rule = operator.deny("*" + image + "*", "not this one")) {
      assertThat(buyer.rpc("job_submit", submission).refusal())
          .isEqualTo(
              ("400 9 image_not_allowed: the image docker.io/%s:latest is not allowed on this market"
                      + " by the rule \"deny *%s*\" (not this one); use another image")
                  .formatted(image, image));
      assertThat(buyer.rpc("policy_list").ok().getJsonArray("rules").getValuesAs(JsonObject.class))
          .anyMatch(each -> each.getString("pattern").equals("*" + image + "*"));
      assertThat(rule).isNotNull();
    }
    String id = buyer.rpc("job_submit", submission).ok().getJsonObject("job").getString("id");
    buyer.rpc("job_cancel", job(id)).ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy_add | {\"effect\": \"deny\", \"pattern\": \"*\"}",
        "policy_remove | {\"rule_id\": \"5d0e8a70-2c55-4c0c-8d4f-0f3f4f6a1b11\"}"
      })
  void nobodyElseChangesTheRules(String rpc, String body) {
    assertThat(buyer.rpc(rpc, body).refusal())
        .startsWith("403 7 not_allowed: only an operator of this market may do that");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"effect\": \"forbid\", \"pattern\": \"*\"} | effect: must be one of allow, deny, you sent \"forbid\"",
        "{\"effect\": \"deny\"} | pattern: is missing: give a pattern for an image's whole name",
        "{\"effect\": \"deny\", \"pattern\": \"busybox\"} | pattern: must be a pattern for an image's whole name, with * for anything: docker.io/library/busybox:*",
        "{\"effect\": \"deny\", \"pattern\": \"*\", \"owner\": 1} | owner: is no such field"
      })
  void aRuleThatIsWrongIsRefusedByItsField(String body, String sentence) {
    assertThat(operator.user().rpc("policy_add", body).refusal())
        .startsWith("400 3 invalid_request: " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"images\": {\"deny\": [\"busybox\"]}} | filters.images.deny: must hold patterns for images' whole names",
        "{\"images\": []} | filters.images: must be an object, you sent a list",
        "{\"buyers\": {\"deny\": [\"ada\"]}} | filters.buyers.deny: must hold ids of accounts",
        "{\"max_cpus\": \"2\"} | filters.max_cpus: must be a number",
        "{\"hours\": {\"from\": \"25:00\", \"to\": \"06:00\"}} | filters.hours.from: must be a time of day in UTC",
        "{\"hours\": {\"from\": \"06:00\"}} | filters.hours.to: is missing",
        "{\"hours\": {\"from\": \"06:00\", \"to\": \"06:00\"}} | filters.hours: must not begin when they end",
        "{\"days\": 1} | filters.days: is no such field"
      })
  void aFilterThatIsWrongIsRefusedByItsField(String filters, String sentence) {
    assertThat(buyer.rpc("seller_update", offer(filters)).refusal())
        .startsWith("400 3 invalid_request: " + sentence);
  }

  @Test
  void aSellerGetsWhatItsFiltersTake() {
    RawUser picky = RawUser.signedIn();
    picky.rpc("seller_update", offer("{\"buyers\": {\"deny\": [\"" + buyer.id() + "\"]}}")).ok();
    String id = market.submitted(buyer);
    assertThat(picky.rpc("job_claim", market.claim()).ok().getJsonArray("claims")).isEmpty();
    String other = market.submitted(RawUser.signedIn());
    JsonObject claim =
        picky.rpc("job_claim", market.claim()).ok().getJsonArray("claims").getJsonObject(0);
    assertThat(claim.getString("job_id")).isEqualTo(other);
    picky.rpc("seller_update", offer("{}")).ok();
    claim = picky.rpc("job_claim", market.claim()).ok().getJsonArray("claims").getJsonObject(0);
    assertThat(claim.getString("job_id")).isEqualTo(id);
  }

  @Test
  void howAProgramFaresIsPushedToWhoWatchesAndTheNodeLearnsThatSomebodyDoes() {
    RawUser seller = market.seller();
    String id = market.submitted(buyer);
    JsonObject lease = market.taken(seller);
    assertThat(watched(seller, lease)).as("not running yet").isEmpty();
    seller.rpc("attempt_started", lease).ok();
    assertThat(watched(seller, lease)).isEmpty();
    assertThat(watched(RawUser.signedIn(), lease)).isEmpty();
    try (RawSocket socket = RawSocket.of(buyer)) {
      socket.rpc("job_watch", job(id));
      assertThat(watched(seller, lease)).containsExactly(lease.getString("attempt_id"));
      await().until(() -> usages(socket).size() == 1);
      JsonObject push = usages(socket).get(0);
      assertThat(push.getString("job_id")).isEqualTo(id);
      assertThat(push.getInt("attempt")).isOne();
      assertThat(push.getJsonArray("samples").getJsonObject(0)).isEqualTo(read(SAMPLE));
      assertThat(watched(RawUser.signedIn(), lease)).isEmpty();
      seller.rpc("attempt_finished", ended(lease, 0)).ok();
      assertThat(watched(seller, lease)).isEmpty();
      assertThat(usages(socket)).hasSize(1);
    }
  }

  @Test
  void whatAProgramUsedIsKeptWithItsAttempt() {
    RawUser seller = market.seller();
    String id = market.submitted(buyer);
    JsonObject lease = market.taken(seller);
    String usage =
        "{\"run_ms\": 9, \"cpu_ms\": 8, \"throttled_ms\": 7, \"peak_memory_bytes\": 6, \"oom_killed\": true,"
            + " \"peak_pids\": 5, \"block_read_bytes\": 4, \"block_written_bytes\": 3, \"output_bytes\": 2}";
    seller
        .rpc(
            "attempt_finished",
            read(
                "{\"attempt_id\": \"%s\", \"lease_token\": \"%s\", \"outcome\": {\"exit_code\": 0, \"usage\": %s}}"
                    .formatted(
                        lease.getString("attempt_id"), lease.getString("lease_token"), usage)))
        .ok();
    JsonObject ended = buyer.rpc("job_get", job(id)).ok().getJsonObject("job");
    assertThat(ended.getJsonArray("attempts").getJsonObject(0).getJsonObject("usage"))
        .isEqualTo(read(usage));
    assertThat(ended.getString("why"))
        .endsWith(
            "; a process of it was killed at its memory limit of %d MB."
                .formatted(market.spec().getInt("memory_mb")));
  }

  private JsonObject offer(String filters) {
    return with(market.offer()).add("filters", read(filters)).build();
  }

  private static List<String> watched(RawUser seller, JsonObject lease) {
    JsonObject told =
        with(lease).add("samples", Json.createArrayBuilder().add(read(SAMPLE))).build();
    JsonObject all =
        Json.createObjectBuilder().add("attempts", Json.createArrayBuilder().add(told)).build();
    return seller.rpc("attempt_usage", all).ok().getJsonArray("watched").stream()
        .map(id -> id.toString().replace("\"", ""))
        .toList();
  }

  private static List<JsonObject> usages(RawSocket socket) {
    return socket.pushed().stream().filter(push -> push.getString("type").equals("usage")).toList();
  }

  private static JsonObject read(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
