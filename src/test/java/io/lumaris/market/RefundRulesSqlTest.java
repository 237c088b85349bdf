package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who pays what, for each row of the refund rules. */
class RefundRulesSqlTest extends LedgerFixture {
  private static final long BUDGET = 100_000;

  /** At 10 for the start and 36,000 per CPU hour, 2.5 s of one CPU cost 10 + 25. */
  private static final long COST_OF_2500_MS = 35;

  private UUID buyer;
  private UUID seller;

  @BeforeEach
  void twoAccounts() {
    sql.update("update lumaris.setting set value = 2000 where name = 'fee_basis_points'");
    buyer = money.accountWith(1_000_000);
    seller = money.sellerAsking(10, 36_000, 0);
  }

  @Test
  void aProgramThatSucceedsIsPaidForTheTimeUsedAndTheRestComesBack() {
    SqlMarket.Held held = running(spec("budget", 100_000));
    assertThat(money.available(buyer)).isEqualTo(900_000);
    assertThat(money.held(buyer)).isEqualTo(BUDGET);

    market.finish(held, measured(exit(0))).ok();
    paid(COST_OF_2500_MS);
    JsonObject job = market.job(buyer, held.job());
    assertThat(job.getInt("cost")).isEqualTo(35);
    assertThat(job.getJsonObject("settlement").toString())
        .isEqualTo(
            "{\"fee\":7,\"held\":100000,\"rule\":\"The program succeeded: the buyer pays for the"
                + " time used.\",\"charged\":35,\"returned\":99965}");
    JsonObject attempt = job.getJsonArray("attempts").getJsonObject(0);
    assertThat(attempt.getInt("charged_ms")).isEqualTo(2_500);
    assertThat(attempt.getInt("cost")).isEqualTo(35);
    assertThat(attempt.getJsonObject("ask")).isEqualTo(SqlMoney.askJson(10, 36_000, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit_code", "out_of_memory", "run_timeout", "write_limit"})
  void whatIsTheProgramsOwnDoingIsPaidForTheTimeUsed(String reason) {
    SqlMarket.Held held = running(spec("budget", 100_000));
    market.finish(held, measured(outcome(reason))).ok();
    paid(COST_OF_2500_MS);
    assertThat(rule(held))
        .isEqualTo(reason + " is the buyer's doing: the buyer pays for the time used.");
  }

  @Test
  void aBudgetThatIsReachedIsPaidExactly() {
    SqlMarket.Held held = running(spec("budget", 1_014));
    assertThat(stopAfter(held)).isEqualTo(100);
    money.letRun(held, 100_000);
    market.finish(held, outcome("budget_reached")).ok();
    paid(1_014);
    assertThat(rule(held))
        .isEqualTo("budget_reached is the buyer's doing: the buyer pays the whole budget.");
  }

  @Test
  void aBudgetThatIsCalledReachedTooSoonIsPaidByTime() {
    SqlMarket.Held held = running(spec("budget", 1_014));
    market.finish(held, measured(outcome("budget_reached"))).ok();
    paid(COST_OF_2500_MS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"image_not_found", "image_not_allowed", "command_not_found", "invalid_job"})
  void aJobThatCannotBeRunCostsNothing(String reason) {
    SqlMarket.Held held = running(spec("budget", 100_000));
    market.finish(held, measured(outcome(reason))).ok();
    paid(0);
    assertThat(rule(held)).isEqualTo(reason + " is the buyer's doing: nobody pays.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image_pull_failed", "seller_error", "seller_quit", "seller_refused"})
  void whatIsTheSellersDoingCostsNothingAndAnotherIsPaid(String reason) {
    SqlMarket.Held failing = running(spec("budget", 100_000));
    market.finish(failing, measured(outcome(reason))).ok();
    assertThat(money.held(buyer)).isEqualTo(BUDGET);
    paid(0, BUDGET);

    UUID other = money.sellerAsking(0, 3_600_000, 0);
    SqlMarket.Held second = market.take(other);
    market.start(second).ok();
    money.letRun(second, 60_000);
    market.finish(second, measured(exit(0))).ok();
    assertThat(money.available(buyer)).isEqualTo(1_000_000 - 2_500);
    assertThat(money.available(seller)).isZero();
    assertThat(money.available(other)).isEqualTo(2_000);
  }

  @Test
  void anAttemptWhoseSellerIsLostCostsNothing() {
    SqlMarket.Held held = running(with(spec("budget", 100_000), "max_attempts", 1));
    market.letLeaseRunOut(held);
    market.sweep().ok();
    assertThat(market.job(buyer, held.job()).getString("reason")).isEqualTo("seller_lost");
    paid(0);
    assertThat(rule(held)).isEqualTo("seller_lost is the seller's doing: nobody pays.");
  }

  @Test
  void aJobThatNoSellerTookCostsNothing() {
    UUID job = market.submitted(buyer, spec("budget", 100_000));
    sql.update("update lumaris.job set queue_deadline = now()");
    market.sweep().ok();
    assertThat(market.job(buyer, job).getString("reason")).isEqualTo("no_seller");
    paid(0);
  }

  @Test
  void anAttemptThatDisagreesIsNotPaid() {
    SqlMarket.Held held = running(spec("budget", 100_000));
    sql.text(
        "select (lumaris.end_attempt(j, a, 'disagreement', '{\"run_ms\": 2500}', true)).state"
            + " from lumaris.job j join lumaris.attempt a on a.job_id = j.id where a.id = ?",
        held.attempt());
    paid(0);
    assertThat(rule(held))
        .isEqualTo("disagreement is the market's doing: the buyer pays the sellers that agree.");
  }

  @Test
  void aJobCancelledWhileItWaitsOrBeforeItStartsCostsNothing() {
    UUID job = market.submitted(buyer, spec("budget", 100_000));
    market.cancel(buyer, job).ok();
    paid(0);
    market.submitted(buyer, spec("budget", 100_000));
    SqlMarket.Held held = market.take(seller);
    market.cancel(buyer, held.job()).ok();
    paid(0);
  }

  @Test
  void aJobCancelledWhileItRunsIsPaidForTheTimeUsed() {
    SqlMarket.Held held = running(spec("budget", 100_000));
    sql.update("update lumaris.attempt set started_at = now() - interval '2500 milliseconds'");
    market.cancel(buyer, held.job()).ok();
    long cost = market.job(buyer, held.job()).getInt("cost");
    assertThat(cost).isBetween(35L, 45L);
    paid(cost);
  }

  @Test
  void eachAttemptThatIsTheProgramsDoingIsPaidOnce() {
    JsonObject stubborn =
        Json.createObjectBuilder(spec("budget", 100_000)).add("retry_on_exit_code", true).build();
    market.finish(running(stubborn), measured(outcome("exit_code"))).ok();
    paid(35, 100_000 - 35); // the seller is paid when the job is final
    SqlMarket.Held second = market.take(seller);
    market.start(second).ok();
    money.letRun(second, 60_000);
    market.finish(second, measured(exit(0))).ok();
    assertThat(money.available(buyer)).isEqualTo(1_000_000 - 70);
    assertThat(money.available(seller)).isEqualTo(56);
    assertThat(market.job(buyer, second.job()).getInt("cost")).isEqualTo(70);
  }

  @ParameterizedTest
  @CsvSource({"999999, 610, 640", "1, 11, 11", "0, 10, 10"})
  void theTimeChargedIsTheSmallerOfWhatTheSellerAndTheMarketMeasured(
      long measuredMs, int least, int most) {
    SqlMarket.Held held = running(spec("budget", 100_000), 60_000);
    market.finish(held, Json.createObjectBuilder(exit(0)).add("run_ms", measuredMs).build()).ok();
    assertThat(market.job(buyer, held.job()).getInt("cost")).isBetween(least, most);
  }

  private SqlMarket.Held running(JsonObject spec) {
    return running(spec, 60_000);
  }

  /** Running for so long already, by the market's clock. */
  private SqlMarket.Held running(JsonObject spec, long sawMs) {
    market.submitted(buyer, spec);
    SqlMarket.Held held = market.take(seller);
    market.start(held).ok();
    money.letRun(held, sawMs);
    return held;
  }

  private int stopAfter(SqlMarket.Held held) {
    return (int)
        sql.number("select stop_after_s from lumaris.attempt where id = ?", held.attempt());
  }

  private String rule(SqlMarket.Held held) {
    return market.job(buyer, held.job()).getJsonObject("settlement").getString("rule");
  }

  private static JsonObject with(JsonObject base, String field, int value) {
    return Json.createObjectBuilder(base).add(field, value).build();
  }

  private static JsonObject outcome(String reason) {
    return Json.createObjectBuilder().add("reason", reason).add("exit_code", 137).build();
  }

  /** The seller measured two and a half seconds. */
  private static JsonObject measured(JsonObject outcome) {
    return Json.createObjectBuilder(outcome).add("run_ms", 2_500).build();
  }

  /** The buyer paid so much and has nothing held any more; a fifth of it is the fee. */
  private void paid(long cost) {
    assertThat(money.available(buyer)).isEqualTo(1_000_000 - cost);
    assertThat(money.held(buyer)).isZero();
    assertThat(money.available(seller)).isEqualTo(cost - cost / 5);
    assertThat(money.fees()).isEqualTo(cost / 5);
  }

  /** Nothing has moved yet but what is held, of which so much is left. */
  private void paid(long cost, long unspent) {
    assertThat(sql.number("select unspent from lumaris.job")).isEqualTo(unspent);
    assertThat(sql.number("select budget - unspent from lumaris.job")).isEqualTo(cost);
    assertThat(money.held(buyer)).isEqualTo(BUDGET);
    assertThat(money.available(seller)).isZero();
  }
}
