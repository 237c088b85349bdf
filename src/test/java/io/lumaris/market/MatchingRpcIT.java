package io.lumaris.market;

import static io.lumaris.market.WireMarket.ended;
import static io.lumaris.market.WireMarket.job;
import static io.lumaris.market.WireMarket.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.RawUser;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Choices about sellers, auctions, records and ratings, over HTTP on the running Nakama. */
class MatchingRpcIT {
  private final WireMarket market = new WireMarket();
  private final RawUser buyer = RawUser.signedIn();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'prefer':'slow'} | prefer: must be one of best, cheapest, fastest, most_reliable, you sent \"slow\"",
        "{'verify':4} | verify: must be between 1 and 3, you sent 4",
        "{'sellers':[]} | sellers: must not be empty: give names or ids of the only sellers that may run it",
        "{'auction_s':1} | auction_s: must be between 2 and 60, you sent 1",
        "{'auction_pick':'buyer'} | auction_pick: is for an auction: give auction_s, too",
        "{'sellers':['nobody-here']} | sellers: there is no seller called nobody-here on this market"
      })
  void aBadChoiceIsRefusedByName(String choice, String sentence) {
    String spec = "{'spec':{'image':'a'," + choice.substring(1) + "}";
    assertThat(buyer.rpc("job_submit", spec.replace('\'', '"')).refusal())
        .isEqualTo("400 3 invalid_job: " + sentence);
  }

  @Test
  void aVerifiedJobIsRunByTwoSellersThatAgree() {
    String id = submitted("verify", 2);
    RawUser first = market.seller();
    RawUser second = market.seller();
    first.rpc("attempt_finished", result(market.taken(first), "a")).ok();
    assertThat(first.rpc("job_claim", market.claim()).ok().getJsonArray("claims")).isEmpty();
    second.rpc("attempt_finished", result(market.taken(second), "a")).ok();
    JsonObject job = read(id);
    assertThat(job.getString("state")).isEqualTo("succeeded");
    assertThat(job.getInt("results")).isEqualTo(2);
    assertThat(job.getString("why")).contains("2 of 2 sellers agree");
  }

  @Test
  void aHashThatIsNoneIsRefused() {
    submitted("verify", 2);
    RawUser seller = market.seller();
    JsonObject lease = market.taken(seller);
    JsonObject outcome =
        Json.createObjectBuilder().add("exit_code", 0).add("stdout_sha256", "abc").build();
    assertThat(
            seller.rpc("attempt_finished", with(lease).add("outcome", outcome).build()).refusal())
        .isEqualTo("400 3 invalid_request: outcome.stdout_sha256: must be 64 hexadecimal digits");
  }

  @Test
  void sellersBidAndTheBestOneWins() {
    RawUser cheap = market.seller();
    RawUser dear = market.seller();
    String id = submitted("auction_s", 60);
    JsonObject seen = cheap.rpc("auction_list").ok().getJsonArray("auctions").getJsonObject(0);
    assertThat(seen.getString("job_id")).isEqualTo(id);
    dear.rpc("bid_place", bid(id, 200)).ok();
    cheap.rpc("bid_place", bid(id, 150)).ok();
    assertThat(read(id).getJsonObject("auction").getInt("count")).isEqualTo(2);
    JsonObject pick = with(job(id)).add("seller_id", dear.id().toString()).build();
    assertThat(cheap.rpc("auction_pick", pick).refusal())
        .isEqualTo("404 5 job_not_found: you have no job with this id");
    assertThat(buyer.rpc("auction_pick", pick).ok().getJsonObject("job").getString("state"))
        .isEqualTo("assigned");
    assertThat(dear.rpc("job_claim", market.claim()).ok().getJsonArray("claims")).hasSize(1);
    assertThat(cheap.rpc("bid_place", bid(id, 100)).refusal())
        .isEqualTo("400 9 auction_closed: nobody can bid for this job, or not any more");
  }

  @Test
  void aBidWithoutAPriceIsRefused() {
    assertThat(buyer.rpc("bid_place", job(buyer.id().toString())).refusal())
        .isEqualTo("400 3 invalid_request: ask: is missing");
    assertThat(buyer.rpc("bid_place", bid(buyer.id().toString(), 1)).refusal())
        .startsWith("400 9 not_a_seller: ");
  }

  @Test
  void whatASellerDidCanBeReadAndRated() {
    RawUser seller = market.seller();
    String id = submitted("verify", 1);
    JsonObject lease = market.taken(seller);
    seller.rpc("attempt_started", lease).ok();
    seller.rpc("attempt_finished", ended(lease, 0)).ok();
    JsonObject rated =
        buyer.rpc("job_rate", with(job(id)).add("stars", 4).add("text", "quick").build()).ok();
    assertThat(rated.getJsonObject("job").getJsonObject("rating").getInt("stars")).isEqualTo(4);
    JsonObject record =
        RawUser.signedIn()
            .rpc(
                "seller_record",
                Json.createObjectBuilder().add("seller_id", seller.id().toString()).build())
            .ok();
    assertThat(record.getJsonArray("attempts")).hasSize(1);
    assertThat(record.getJsonArray("ratings").getJsonObject(0).getString("text"))
        .isEqualTo("quick");
    assertThat(record.toString()).doesNotContain(buyer.id().toString(), "busybox");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'stars':6 | stars: must be between 1 and 5, you sent 6",
        "'text':'x' | stars: is missing: give 1 to 5",
        "'stars':1,'text':'two\\nlines' | text: must be one line of text"
      })
  void aBadRatingIsRefusedByName(String rating, String sentence) {
    String body = "{'job_id':'" + buyer.id() + "'," + rating + "}";
    assertThat(buyer.rpc("job_rate", body.replace('\'', '"')).refusal())
        .isEqualTo("400 3 invalid_request: " + sentence);
  }

  private String submitted(String field, int value) {
    JsonObject spec = with(market.spec()).add(field, value).build();
    return buyer
        .rpc("job_submit", Json.createObjectBuilder().add("spec", spec).build())
        .ok()
        .getJsonObject("job")
        .getString("id");
  }

  private JsonObject read(String id) {
    return buyer.rpc("job_get", job(id)).ok().getJsonObject("job");
  }

  private static JsonObject result(JsonObject lease, String digit) {
    return with(lease)
        .add(
            "outcome",
            Json.createObjectBuilder().add("exit_code", 0).add("stdout_sha256", digit.repeat(64)))
        .build();
  }

  private static JsonObject bid(String job, int start) {
    return with(job(job))
        .add(
            "ask",
            Json.createObjectBuilder().add("start", start).add("cpu_hour", 0).add("gb_hour", 0))
        .build();
  }
}
