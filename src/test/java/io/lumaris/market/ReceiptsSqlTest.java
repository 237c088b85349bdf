package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.receipt.Sha256;
import io.lumaris.testing.MarketSql;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which receipts the market takes, and which it does not. */
class ReceiptsSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();
  private final SqlReceipts receipts = new SqlReceipts(sql, market, buyer);

  @Test
  void theFactsOfAnEndedAttemptAreWhatItsReceiptMustSay() {
    SqlMarket.Held held = receipts.ended(exit(0));
    JsonObject facts = receipts.facts(held).getJsonObject("facts");

    assertThat(facts.getString("job_id")).isEqualTo(held.job().toString());
    assertThat(facts.getString("buyer_id")).isEqualTo(buyer.toString());
    assertThat(facts.getString("seller_id")).isEqualTo(held.seller().toString());
    assertThat(facts.getString("spec_hash")).isEqualTo(Sha256.of(spec()));
    assertThat(facts.getString("image_digest")).isEqualTo("sha256:abc");
    assertThat(facts.getInt("exit_code")).isZero();
    assertThat(facts).containsKeys("market_id", "market_name", "started_at", "ended_at");
    assertThat(facts).doesNotContainKeys("reason", "lease_token");
  }

  @Test
  void theHashOfAnySpecIsTheSameHereAsInJava() {
    Random random = new Random(9);
    for (int i = 0; i < 300; i++) {
      JsonObject any = anySpec(random);
      assertThat(sql.text("select lumaris.spec_hash(?::jsonb)", any.toString()))
          .as(any.toString())
          .isEqualTo(Sha256.of(any));
    }
  }

  @Test
  void aReceiptIsKeptOnceAndTheSameAgainIsNoOther() {
    SqlMarket.Held held = receipts.ended(exit(0));
    String kid = receipts.key(held.seller());
    JsonObject claims = receipts.claims(held).build();

    assertThat(receipts.put(held.seller(), kid, "a.b.c", claims)).isEqualTo("stored");
    assertThat(receipts.put(held.seller(), kid, "a.b.c", claims)).isEqualTo("stored");
    assertThat(receipts.put(held.seller(), kid, "a.b.d", claims)).startsWith("6 receipt_exists: ");
    assertThat(receipts.facts(held).getString("message")).startsWith("receipt_exists: ");
    JsonObject read = sql.call("receipt_get(?, ?)", buyer, held.job()).ok();
    assertThat(read.getJsonArray("receipts").getJsonObject(0).getString("jws")).isEqualTo("a.b.c");
    assertThat(read.getJsonArray("keys").getJsonObject(0).getString("kid")).isEqualTo(kid);
    assertThat(read.getJsonObject("spec")).isEqualTo(spec());
  }

  @ParameterizedTest
  @CsvSource({
    "market_id, x", "market_name, x", "job_id, x", "buyer_id, x", "number, 2", "seller_id, x",
    "spec_hash, x", "image, x", "image_digest, x", "profile, x", "started_at, 1", "ended_at, 1",
    "run_ms, 1", "exit_code, 1", "reason, exit_code", "usage, x", "ask, x", "charged_ms, 1",
    "cost, 1"
  })
  void aReceiptThatSaysSomethingElseThanTheMarketKnowsIsRefused(String field, String value) {
    SqlMarket.Held held = receipts.ended(exit(0));
    JsonValue other =
        value.matches("\\d+") ? Json.createValue(Long.parseLong(value)) : Json.createValue(value);
    JsonObject claims = receipts.claims(held).add(field, other).build();

    assertThat(receipts.put(held.seller(), receipts.key(held.seller()), "a.b.c", claims))
        .isEqualTo(
            "3 invalid_request: receipt: says something else than the market knows in: " + field);
    assertThat(sql.number("select count(*) from lumaris.receipt")).isZero();
  }

  @Test
  void aReceiptThatLeavesOutWhatTheMarketKnowsIsRefused() {
    SqlMarket.Held held = receipts.ended(exit(0));
    JsonObject claims = receipts.claims(held).remove("image_digest").remove("ended_at").build();
    assertThat(receipts.put(held.seller(), receipts.key(held.seller()), "a.b.c", claims))
        .endsWith(" in: ended_at, image_digest");
  }

  @Test
  void aTimeOutsideTheAttemptsEndAndNowIsRefused() {
    SqlMarket.Held held = receipts.ended(exit(0));
    String kid = receipts.key(held.seller());
    long ended = receipts.facts(held).getJsonObject("facts").getJsonNumber("ended_at").longValue();
    for (long wrong : List.of(0L, ended - 1, ended + 3_600_000)) {
      JsonObject claims = receipts.claims(held).add("issued_at", wrong).build();
      assertThat(receipts.put(held.seller(), kid, "a.b.c", claims))
          .contains("issued_at: must be a time");
    }
  }

  @Test
  void onlyTheAttemptsOwnSellerAndOnlyAfterItsEnd() {
    UUID seller = market.seller();
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(seller);
    market.start(held).ok();
    assertThat(receipts.facts(held).getString("message")).startsWith("not_final: ");

    JsonObject early =
        Json.createObjectBuilder().add("attempt_id", held.attempt().toString()).build();
    assertThat(receipts.put(seller, receipts.key(seller), "a.b.c", early))
        .startsWith("9 not_final: ");
    market.finish(held, exit(0)).ok();
    UUID thief = market.seller();
    JsonObject claims = receipts.claims(held).build();
    assertThat(receipts.put(thief, receipts.key(thief), "a.b.c", claims))
        .startsWith("5 attempt_not_found: ");
    assertThat(receipts.put(someone(), "none", "a.b.c", claims))
        .startsWith("5 attempt_not_found: ");
    assertThat(receipts.put(seller, receipts.key(seller), "a.b.c", claims)).isEqualTo("stored");
  }

  @Test
  void ofALostAttemptThereIsNone() {
    UUID seller = market.seller();
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(seller);
    market.letLeaseRunOut(held);
    market.sweep().ok();
    assertThat(receipts.facts(held).getString("message")).startsWith("lease_lost: ");
  }

  @Test
  void ofACancelledAttemptTheSellerMayAddWhatTheMarketWasNeverTold() {
    UUID seller = market.seller();
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(seller);
    market.start(held).ok();
    market.cancel(buyer, held.job()).ok();

    String kid = receipts.key(seller);
    JsonObject claims = receipts.claims(held).add("exit_code", 137).add("run_ms", 5).build();
    assertThat(claims.getString("reason")).isEqualTo("cancelled_by_buyer");
    assertThat(
            receipts.put(
                seller, kid, "a.b.c", receipts.claims(held).add("reason", "exit_code").build()))
        .endsWith(" in: reason");
    assertThat(receipts.put(seller, kid, "a.b.c", claims)).isEqualTo("stored");
  }

  @Test
  void eachReceiptOfACallIsRefusedForItself() {
    SqlMarket.Held good = receipts.ended(exit(0));
    JsonArrayBuilder told =
        Json.createArrayBuilder()
            .add(
                SqlReceipts.receipt(
                    receipts.key(good.seller()),
                    "x.y.z",
                    receipts.claims(good).add("cost", 1).build()))
            .add(
                SqlReceipts.receipt(
                    receipts.key(good.seller()), "a.b.c", receipts.claims(good).build()));
    List<JsonObject> answers = receipts.answers(good.seller(), told);
    assertThat(answers.get(0).getInt("code")).isEqualTo(3);
    assertThat(answers.get(1).getBoolean("stored")).isTrue();
  }

  @Test
  void receiptsAreReadByTheirBuyerAndGoWithTheJob() {
    SqlMarket.Held held = receipts.ended(exit(0));
    receipts.put(
        held.seller(), receipts.key(held.seller()), "a.b.c", receipts.claims(held).build());
    assertThat(sql.call("receipt_get(?, ?)", someone(), held.job()).message())
        .startsWith("job_not_found: ");
    assertThat(sql.call("receipt_get(?, ?)", held.seller(), held.job()).message())
        .startsWith("job_not_found: ");

    sql.call("job_delete(?, ?)", buyer, held.job()).ok();
    assertThat(sql.number("select count(*) from lumaris.receipt")).isZero();
  }

  private static JsonObject anySpec(Random random) {
    JsonObjectBuilder env = Json.createObjectBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      env.add("V" + random.nextInt(100) + (char) ('A' + random.nextInt(58)), anyText(random));
    }
    double cpus =
        random.nextBoolean() ? 0.1 + random.nextInt(640) / 10.0 : random.nextDouble() * 63 + 0.1;
    return Json.createObjectBuilder()
        .add("image", "lumaris/busybox")
        .add("command", anyText(random))
        .add("args", Json.createArrayBuilder().add(anyText(random)).add(""))
        .add("env", env)
        .add("labels", Json.createObjectBuilder())
        .add("cpus", cpus)
        .add("memory_mb", 16 + random.nextInt(262_128))
        .add("retry_on_exit_code", random.nextBoolean())
        .build();
  }

  /** All of Unicode that a job may hold: no U+0000, no half characters. */
  private static String anyText(Random random) {
    return random
        .ints(random.nextInt(40), 1, 0x3000)
        .map(
            c ->
                random.nextInt(20) == 0
                    ? 0x1F600 + c % 64
                    : random.nextInt(4) == 0 ? c % 0x30 + 1 : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
