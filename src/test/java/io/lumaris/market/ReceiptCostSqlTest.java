package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.someone;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.receipt.Check;
import io.lumaris.receipt.Signed;
import io.lumaris.receipt.Verifier;
import io.lumaris.testing.MarketSql;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cost that a verifier computes from a receipt is the one that the market charges. */
class ReceiptCostSqlTest {
  private static final String EXACT = "HOLDS ";

  @RegisterExtension final MarketSql sql = new MarketSql();

  @Test
  void everyPriceOfTheMarketIsTheAskTimesTheTimeForAVerifier() {
    Random random = new Random(17);
    for (int i = 0; i < 300; i++) {
      int ms = random.nextInt(4) == 0 ? random.nextInt(100) * 36_000 : random.nextInt(90_000_000);
      JsonObject spec =
          Json.createObjectBuilder()
              .add("cpus", (1 + random.nextInt(640)) / 10.0)
              .add("memory_mb", 16 + random.nextInt(262_128))
              .build();
      JsonObject ask =
          Json.createObjectBuilder()
              .add("start", random.nextInt(1000))
              .add("cpu_hour", random.nextInt(1_000_000_000))
              .add("gb_hour", random.nextInt(3) * random.nextInt(1_000_000))
              .build();
      long price = price(spec, ask, ms);

      assertThat(cost(spec, ask, ms, price)).as("%s %s %s", spec, ask, ms).isEqualTo(EXACT + price);
      assertThat(cost(spec, ask, ms, price + 1)).startsWith("FAILS");
    }
  }

  @Test
  void aPaidJobsReceiptNamesAskTimeAndCostAndTheyFit() {
    SqlMarket market = new SqlMarket(sql);
    SqlReceipts receipts = new SqlReceipts(sql, market, someone());
    JsonObject facts = receipts.facts(receipts.ended(exit(0))).getJsonObject("facts");
    JsonObject spec = SqlMarket.spec();

    assertThat(facts).containsKeys("ask", "charged_ms", "cost");
    assertThat(facts.getInt("cost")).isPositive();
    assertThat(
            cost(
                spec, facts.getJsonObject("ask"), facts.getInt("charged_ms"), facts.getInt("cost")))
        .isEqualTo(EXACT + facts.getInt("cost"));
  }

  private long price(JsonObject spec, JsonObject ask, int ms) {
    return Long.parseLong(
        sql.text(
            "select lumaris.price(jsonb_populate_record(null::lumaris.ask, ?::jsonb),"
                + " (s->>'cpus')::numeric, (s->>'memory_mb')::int, ?::bigint) from (select ?::jsonb s) x",
            ask.toString(),
            ms,
            spec.toString()));
  }

  /** What a verifier with this spec says to this cost. */
  private static String cost(JsonObject spec, JsonObject ask, int ms, long cost) {
    JsonObject claims =
        Json.createObjectBuilder(Signed.claims())
            .add("ask", ask)
            .add("charged_ms", ms)
            .add("cost", cost)
            .build();
    Check check =
        new Verifier(List.of(), Optional.empty(), Optional.of(spec))
            .verify(Signed.KEY.sign(claims)).checks().stream()
                .filter(one -> one.name().equals("cost"))
                .findFirst()
                .orElseThrow();
    boolean exact = check.sentence().contains("is the ask × the time charged");
    return check.result() + (exact ? " " + cost : ": " + check.sentence());
  }
}
