package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks, budgets and quotes. */
class PricesSqlTest extends LedgerFixture {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 1, 512, 1000, 0",
    "7, 0, 0, 1, 512, 86400000, 7",
    "0, 3600, 0, 1, 512, 1000, 1",
    "0, 3600, 0, 1, 512, 1001, 2",
    "0, 3600, 0, 0.5, 512, 2000, 1",
    "0, 0, 3600, 1, 1024, 10000, 10",
    "0, 0, 3600, 1, 512, 10000, 5",
    "5, 100000, 20000, 1, 512, 600000, 18339",
    "0, 1, 0, 1, 16, 1, 1",
    "1000000000000, 1000000000000, 1000000000000, 64, 262144, 86400000, 7681000000000000"
  })
  void aPriceIsRoundedUpToWholeMicroCreditsOnce(
      long start, long cpuHour, long gbHour, String cpus, int memoryMb, long ms, long price) {
    assertThat(
            sql.number(
                "select lumaris.price(row(?, ?, ?)::lumaris.ask, ?::numeric, ?, ?)",
                start,
                cpuHour,
                gbHour,
                cpus,
                memoryMb,
                ms))
        .isEqualTo(price);
  }

  @Test
  void aJobWithoutABudgetHoldsTheHighestPriceForItsTimeLimit() {
    money.sellerAsking(100, 36_000, 0);
    money.sellerAsking(10, 72_000, 0);
    UUID tooSmall = market.seller(SqlMarket.free(1, 1, 64));
    sql.update(
        "update lumaris.seller set ask = row(0, 999999999, 0)::lumaris.ask where id = ?", tooSmall);
    UUID buyer = money.accountWith(1_000_000);
    assertThat(budget(buyer, spec())).isEqualTo(12_010);
  }

  @Test
  void oneAbsurdAskMakesNobodyHoldAllItHas() {
    UUID fair = money.sellerAsking(10, 36_000, 0);
    money.sellerAsking(10, 999_999_999_999L, 0);
    UUID buyer = money.accountWith(1_000_000);
    assertThat(quote(buyer, spec()).getInt("budget")).isEqualTo(6_010);
    assertThat(budget(buyer, spec())).isEqualTo(6_010);
    assertThat(sql.text("select offered_to::text from lumaris.job")).isEqualTo(fair.toString());
  }

  @Test
  void aJobWithoutABudgetHoldsAtMostWhatIsThere() {
    money.sellerAsking(100, 36_000, 0);
    UUID buyer = money.accountWith(500);
    assertThat(budget(buyer, spec())).isEqualTo(500);
    assertThat(market.submit(buyer, null, spec()).message())
        .startsWith(
            "insufficient_funds: the job costs at least 0.00011 credits, for its start and one"
                + " second, you have 0; add credits");
  }

  @Test
  void whereNobodySellsTheBudgetIsTheUsualPrice() {
    UUID buyer = money.accountWith(1_000_000);
    assertThat(budget(buyer, spec())).isEqualTo(100 + 18_334);
  }

  @Test
  void theSellerIsToldToStopWhenTheBudgetIsUsedUp() {
    UUID seller = money.sellerAsking(10, 36_000, 0);
    UUID buyer = money.accountWith(1_000_000);
    market.submitted(buyer, spec("budget", 10 + 305));
    assertThat(stopAfter(seller)).isEqualTo(30);
    market.submitted(buyer, spec("budget", 100_000));
    assertThat(stopAfter(seller)).isEqualTo(600);
    money.ask(seller, 0, 0, 0);
    market.submitted(buyer, spec("budget", 0));
    assertThat(stopAfter(seller)).isEqualTo(600);
  }

  @Test
  void theTimeToEndByIsThatOfTheBudget() {
    UUID seller = money.sellerAsking(10, 36_000, 0);
    UUID buyer = money.accountWith(1_000_000);
    market.submitted(buyer, spec("budget", 10 + 305));
    SqlMarket.Held held = market.take(seller);
    market.start(held).ok();
    JsonObject job = market.job(buyer, held.job());
    assertThat(
            job.getJsonNumber("must_end_by").longValue()
                - job.getJsonNumber("started_at").longValue())
        .isEqualTo(30_000);
    // A seller that renews its lease but never stops: the budget is used up all the same.
    sql.update(
        "update lumaris.attempt set started_at = now() - interval '2 minutes',"
            + " must_end_by = now() - interval '31 seconds', lease_until = now() - interval '1 second'");
    market.sweep().ok();
    assertThat(market.job(buyer, held.job()).getString("reason")).isEqualTo("budget_reached");
    assertThat(market.job(buyer, held.job()).getInt("cost")).isEqualTo(315);
  }

  @Test
  void aSellerIsNeverGivenAJobThatCannotPayItsStartAndOneSecond() {
    UUID dear = money.sellerAsking(100, 36_000, 0);
    UUID buyer = money.accountWith(1_000_000);
    for (int i = 0; i < 50; i++) {
      market.submitted(buyer, spec("budget", 109));
    }
    UUID rich = market.submitted(buyer, spec("budget", 110));
    assertThat(market.take(dear).job()).isEqualTo(rich);
    assertThat(market.claim(dear, 1).ok().getString("why_idle"))
        .startsWith("Jobs that fit are waiting, but their budgets do not pay what you ask");
    UUID cheap = money.sellerAsking(99, 36_000, 0);
    assertThat(SqlMarket.claims(market.claim(cheap, 64))).hasSize(50);
  }

  @Test
  void theWhyLineNamesTheCheapestAskAndTheLimit() {
    UUID buyer = money.accountWith(1_000_000);
    money.sellerAsking(11_990, 36_000, 0);
    UUID job = market.submitted(buyer, spec("budget", 10_000));
    assertThat(market.job(buyer, job).getString("why"))
        .isEqualTo(
            "Waiting: the only seller that fits asks 0.012 credits for a start and one second,"
                + " your limit is 0.01.");
    money.sellerAsking(20_000, 36_000, 0);
    assertThat(market.job(buyer, job).getString("why"))
        .isEqualTo(
            "Waiting: cheapest of 2 sellers asks 0.012 credits for a start and one second, your"
                + " limit is 0.01.");
  }

  @Test
  void theAskIsThatOfTheMomentTheJobWasTaken() {
    UUID seller = money.sellerAsking(10, 0, 0);
    UUID buyer = money.accountWith(1_000_000);
    market.submitted(buyer, spec("budget", 1_000));
    SqlMarket.Held held = market.take(seller);
    money.ask(seller, 999, 0, 0);
    market.start(held).ok();
    market.finish(held, exit(0)).ok();
    assertThat(market.job(buyer, held.job()).getInt("cost")).isEqualTo(10);
  }

  @Test
  void aSellerThatNamedNoAskHasTheUsualOneUntilItNamesOne() {
    UUID seller = market.seller();
    assertThat(askOf(seller)).isEqualTo(SqlMoney.askJson(100, 100_000, 20_000));
    money.ask(seller, 0, 0, 0);
    market.register(seller, SqlMarket.ROOMY).ok();
    assertThat(askOf(seller)).isEqualTo(SqlMoney.askJson(0, 0, 0));
  }

  @Test
  void aQuoteSaysPricesSellersAndWhichRuleDropsTheOthers() {
    money.sellerAsking(0, 36_000, 0);
    money.sellerAsking(0, 72_000, 0);
    UUID busy = money.sellerAsking(0, 360_000, 0);
    sql.update("update lumaris.seller set free_slots = 0 where id = ?", busy);
    market.seller(SqlMarket.free(4, 4, 64));
    UUID closed = market.seller();
    sql.update("update lumaris.seller set state = 'paused' where id = ?", closed);

    UUID buyer = money.accountWith(1_000_000);
    JsonObject quote = quote(buyer, spec());
    assertThat(quote.getJsonObject("price")).isEqualTo(range(6_000, 12_000, 60_000));
    assertThat(quote.getJsonObject("price_10_s")).isEqualTo(range(100, 200, 1_000));
    assertThat(quote.getJsonObject("sellers").toString())
        .isEqualTo("{\"online\":5,\"can_run\":3,\"can_run_now\":2}");
    assertThat(quote.getJsonObject("dropped").toString()).isEqualTo("{\"closed\":1,\"memory\":1}");
    assertThat(quote.getInt("budget")).isEqualTo(60_000);
    assertThat(budget(buyer, spec())).isEqualTo(60_000);

    JsonObject limited = quote(buyer, spec("budget", 15));
    assertThat(limited.getJsonObject("price")).isEqualTo(range(6_000, 6_000, 6_000));
    assertThat(limited.getJsonObject("dropped").getInt("price")).isEqualTo(2);
    assertThat(limited.containsKey("problem")).isFalse();
    assertThat(quote(buyer, spec("budget", 2_000_000)).getString("problem"))
        .startsWith("insufficient_funds: ");
  }

  @Test
  void aQuoteWhereNobodySellsHasNoPrice() {
    JsonObject quote = quote(someone(), spec());
    assertThat(quote.containsKey("price")).isFalse();
    assertThat(quote.getJsonObject("sellers").getInt("online")).isZero();
    assertThat(quote.getJsonObject("dropped")).isEmpty();
  }

  private JsonObject quote(UUID buyer, JsonObject spec) {
    return sql.call("quote(?, ?::jsonb)", buyer, spec.toString()).ok().getJsonObject("quote");
  }

  private static JsonObject range(long lowest, long median, long highest) {
    return Json.createObjectBuilder()
        .add("lowest", lowest)
        .add("median", median)
        .add("highest", highest)
        .build();
  }

  private long budget(UUID buyer, JsonObject spec) {
    JsonObject job = market.submit(buyer, null, spec).job();
    return job.getJsonNumber("budget").longValueExact();
  }

  private int stopAfter(UUID seller) {
    return SqlMarket.claims(market.claim(seller, 1)).get(0).getInt("stop_after_s");
  }

  private JsonObject askOf(UUID seller) {
    return sql
        .call("seller_list()")
        .ok()
        .getJsonArray("sellers")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(one -> one.getString("id").equals(seller.toString()))
        .findFirst()
        .orElseThrow()
        .getJsonObject("ask");
  }
}
