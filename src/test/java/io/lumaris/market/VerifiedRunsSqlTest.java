package io.lumaris.market;

import static io.lumaris.market.SqlMarket.claims;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What each run of a verified job may cost and print, and who replaces whom. */
class VerifiedRunsSqlTest extends VerificationFixture {
  @Test
  void aSellerThatFailsIsReplacedAndIsNoResult() {
    UUID job = market.submitted(buyer, spec("verify", 2));
    SqlMarket.Held held = market.take(sellers.get(0));
    market.finish(held, SqlMarket.outcome("seller_error")).ok();
    run(1, 0, RIGHT);
    run(2, 0, RIGHT);
    assertThat(job(job).getString("state")).isEqualTo("succeeded");
    assertThat(job(job).getInt("results")).isEqualTo(2);
  }

  @Test
  void whereASellerTellsNoHashTheMarketTakesItsOwnOfWhatItKept() {
    UUID job = market.submitted(buyer, spec("verify", 2));
    print(0, "hello\n");
    print(1, "hello\n");
    assertThat(verdicts(job)).isEqualTo("agreed agreed");
  }

  @Test
  void eachRunMayCostItsShareOfTheBudget() {
    sellers.forEach(seller -> money.ask(seller, 0, 36_000, 0));
    market.submitted(buyer, Json.createObjectBuilder(spec("verify", 2)).add("budget", 100).build());
    JsonObject first = claims(market.claim(sellers.get(0), 1)).get(0);
    assertThat(first.getInt("stop_after_s")).isEqualTo(5);
  }

  @Test
  void theBudgetIsThreeTimesTheDearestPriceUnlessTheJobNamesOne() {
    UUID job = market.submitted(buyer, spec("verify", 2));
    assertThat(job(job).getJsonNumber("budget").longValue()).isEqualTo(300);
  }

  @Test
  void theQuoteHasThePriceOfEachChoice() {
    money.ask(sellers.get(3), 400, 0, 0);
    JsonObject quote =
        sql.call("quote(?, ?::jsonb)", buyer, spec().toString()).ok().getJsonObject("quote");
    assertThat(quote.getJsonArray("verified").toString())
        .isEqualTo(
            "[{\"lowest\":100,\"verify\":1,\"highest\":400},{\"lowest\":200,\"verify\":2,\"highest\":500},"
                + "{\"lowest\":300,\"verify\":3,\"highest\":600}]");
  }

  @Test
  void aJobThatIsCancelledBetweenTwoRunsPaysForTheOneThatRan() {
    UUID job = market.submitted(buyer, spec("verify", 2));
    run(0, 0, RIGHT);
    market.cancel(buyer, job).ok();
    assertThat(money.available(buyer)).isEqualTo(100_000 - 100);
    assertThat(earned(0)).isEqualTo(98);
  }

  @Test
  void eachSellersOutputHasRoomOfItsOwn() {
    sql.update("update lumaris.setting set value = 10 where name = 'log_bytes_per_job'");
    UUID job = market.submitted(buyer, spec("verify", 2));
    print(0, "0123456789 and more");
    print(1, "0123456789");
    assertThat(
            sql.text(
                "select string_agg(text, '|' order by seq) from lumaris.job_log where job_id = ?",
                job))
        .isEqualTo("0123456789");
  }

  private void print(int seller, String text) {
    SqlMarket.Held held = market.take(sellers.get(seller));
    market
        .report(
            held.seller(),
            0,
            List.of(
                SqlMarket.with(
                    SqlMarket.report(held, "chunks", SqlMarket.chunks(text)),
                    "outcome",
                    SqlMarket.exit(0))))
        .ok();
  }
}
