package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.outcome;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Reply;
import jakarta.json.Json;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may rate a seller, and what a rating counts for. */
class RatingsSqlTest extends ReputationFixture {
  @Test
  void aBuyerRatesASettledJobOnceAndMayChangeIt() {
    UUID job = end(exit(0));
    assertThat(rate(job, 2).job().getJsonObject("rating").getInt("stars")).isEqualTo(2);
    rate(job, 5).ok();
    assertThat(sql.number("select count(*) from lumaris.rating")).isOne();
    assertThat(record().getJsonNumber("stars").doubleValue()).isEqualTo(5.0);
    assertThat(record().getInt("raters")).isOne();
  }

  @Test
  void onlyWhoPaidForAJobThatHasEndedCanRateIt() {
    SqlMarket.Held held = submitAndTake();
    assertThat(rate(held.job(), 5).reason()).isEqualTo("not_final");
    market.finish(held, outcome("image_not_found")).ok();
    assertThat(rate(held.job(), 5).reason()).isEqualTo("not_paid");
    assertThat(sql.call("job_rate(?, ?, 5, null)", someone(), held.job()).reason())
        .isEqualTo("job_not_found");
  }

  @Test
  void aVoiceWeighsByTheRootOfWhatWasPaid() {
    rate(end(exit(0)), 5).ok();
    UUID big = someone();
    UUID job = market.submitted(big, spec("budget", 20_000));
    SqlMarket.Held held = market.take(seller);
    sql.update(
        "update lumaris.attempt set ask = row(18000, 0, 0)::lumaris.ask where id = ?",
        held.attempt());
    market.start(held).ok();
    market.finish(held, exit(0)).ok();
    sql.call("job_rate(?, ?, 1, null)", big, job).ok();
    // paid 2,000 and 18,000: weights 1 and 3
    assertThat(record().getJsonNumber("stars").doubleValue()).isEqualTo(2.0);
  }

  @Test
  void manyTinyJobsBetweenTwoAccountsAreNoVoice() {
    money.ask(seller, 10, 0, 0);
    for (int i = 0; i < 20; i++) {
      rate(end(exit(0)), 5).ok();
    }
    assertThat(record().getInt("raters")).isZero();
    assertThat(sellerRecord(null).getJsonArray("ratings").getJsonObject(0).getBoolean("counts"))
        .isFalse();
  }

  @Test
  void accountsThatBuyOfEachOtherAreNoVoice() {
    rate(end(exit(0)), 5).ok();
    assertThat(record().getInt("raters")).isOne();
    market.register(buyer, SqlMarket.ROOMY).ok();
    UUID back = market.submitted(seller, spec());
    SqlMarket.Held held = market.take(buyer);
    assertThat(held.job()).isEqualTo(back);
    assertThat(record().getInt("raters")).isZero();
  }

  @Test
  void deletingTheJobsBetweenThemDoesNotMakeTwoAccountsStrangers() {
    rate(end(exit(0)), 5).ok();
    market.register(buyer, SqlMarket.ROOMY).ok();
    UUID back = market.submitted(seller, spec());
    market.finish(market.take(buyer), exit(0)).ok();
    sql.call("job_delete(?, ?)", seller, back).ok();
    assertThat(record().getInt("raters")).isZero();
  }

  @Test
  void whatOthersWerePaidForTheSameJobIsNoWeight() {
    market.submitted(
        buyer,
        Json.createObjectBuilder(spec("budget", 10_000)).add("retry_on_exit_code", true).build());
    SqlMarket.Held held = market.take(seller);
    market.start(held).ok();
    market.finish(held, Json.createObjectBuilder(exit(1)).add("reason", "exit_code").build()).ok();
    seller = money.sellerAsking(1, 0, 0);
    held = market.take(seller);
    market.start(held).ok();
    market.finish(held, exit(0)).ok();
    rate(held.job(), 5).ok();
    assertThat(sql.number("select paid from lumaris.rating")).isOne();
    assertThat(record().getInt("raters")).isZero();
  }

  private Reply rate(UUID job, int stars) {
    return sql.call("job_rate(?, ?, ?, 'well done')", buyer, job, stars);
  }
}
