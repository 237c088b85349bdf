package io.lumaris.market;

import static io.lumaris.market.SqlMarket.claims;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The market's own checks of results that no buyer had verified. Every run costs 1,000. */
class ChecksSqlTest extends LedgerFixture {
  private static final String RIGHT = "a".repeat(64);
  private static final String WRONG = "b".repeat(64);

  private final UUID buyer = someone();
  private UUID checked;
  private UUID other;

  @BeforeEach
  void aMarketThatSpendsAllItsFeesOnChecks() {
    market.makeNoOffers();
    sql.update("update lumaris.setting set value = 100 where name = 'checks_percent'");
    sql.update("update lumaris.setting set value = 10000 where name = 'fee_basis_points'");
    checked = money.sellerAsking(1_000, 0, 0);
    other = money.sellerAsking(1_000, 0, 0);
  }

  @Test
  void theResultOfANewSellerIsCheckedByAnotherOneOutOfTheFees() {
    fundTwoJobs();
    UUID job = run(checked, RIGHT, spec());
    market.sweep().ok();
    assertThat(claims(market.claim(checked, 1))).isEmpty();
    finish(market.take(other), RIGHT);
    assertThat(verdictOf(job)).isEqualTo("agreed");
    assertThat(sql.number("select count(*) from lumaris.attempt where verdict = 'agreed'"))
        .isEqualTo(2);
    assertThat(market.job(buyer, job).getJsonNumber("cost").longValue()).isEqualTo(1_000);
  }

  @Test
  void aWrongResultIsFoundByTwoOthersWhoAgree() {
    fundTwoJobs();
    UUID job = run(checked, WRONG, spec());
    market.sweep().ok();
    finish(market.take(other), RIGHT);
    assertThat(verdictOf(job)).isNull();
    finish(market.take(money.sellerAsking(1_000, 0, 0)), RIGHT);
    assertThat(verdictOf(job)).isEqualTo("disagreed");
    assertThat(market.job(buyer, job).getString("state")).isEqualTo("succeeded");
  }

  @Test
  void threeDifferentResultsMarkNobodyAndTheCheckIsPaid() {
    fundTwoJobs();
    UUID job = run(checked, WRONG, spec());
    market.sweep().ok();
    finish(market.take(other), RIGHT);
    UUID third = money.sellerAsking(1_000, 0, 0);
    finish(market.take(third), "c".repeat(64));
    assertThat(verdictOf(job)).isNull();
    assertThat(sql.number("select count(*) from lumaris.attempt where verdict is not null"))
        .isZero();
    assertThat(
            sql.number(
                "select sum(cost) from lumaris.attempt where seller_id in (?, ?)", other, third))
        .isEqualTo(2_000 + 2_000);
  }

  @Test
  void aCheckOfAJobThatWasDeletedMeanwhileComesToAnEnd() {
    fundTwoJobs();
    UUID job = run(checked, WRONG, spec());
    market.sweep().ok();
    sql.call("job_delete(?, ?)", buyer, job).ok();
    finish(market.take(other), RIGHT);
    finish(market.take(money.sellerAsking(1_000, 0, 0)), RIGHT);
    assertThat(sql.text("select state from lumaris.job where check_of is not null"))
        .isEqualTo("succeeded");
  }

  @Test
  void nothingIsCheckedWithoutMoneyForIt() {
    sql.update("update lumaris.setting set value = 0 where name = 'checks_percent'");
    run(checked, RIGHT, spec());
    market.sweep().ok();
    assertThat(checks()).isZero();
  }

  @Test
  void jobsWithAnEnvironmentOrNamedSellersAreNotShownToAnotherSeller() {
    fundTwoJobs();
    run(checked, RIGHT, spec("env", Json.createObjectBuilder().add("SECRET", "x").build()));
    run(checked, RIGHT, spec("sellers", Json.createArrayBuilder().add(checked.toString()).build()));
    market.sweep().ok();
    assertThat(checks()).isZero();
  }

  @Test
  void whoWasRightManyTimesInARowIsCheckedSeldom() {
    assertThat(probability(0)).isEqualTo("1");
    assertThat(probability(9)).isEqualTo("1");
    assertThat(probability(10)).isEqualTo("0.1");
    assertThat(probability(200)).isEqualTo("0.005");
  }

  @Test
  void eachJobIsLookedAtOnce() {
    fundTwoJobs();
    run(checked, RIGHT, spec());
    market.sweep().ok();
    finish(market.take(other), RIGHT);
    market.sweep().ok();
    market.sweep().ok();
    assertThat(checks()).isOne();
  }

  @Test
  void whoTellsNoHashIsCheckedByWhatTheMarketKeptOfItsOutput() {
    fundTwoJobs();
    UUID job = market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(checked);
    market.start(held).ok();
    JsonObject printed = SqlMarket.report(held, "chunks", SqlMarket.chunks("hello\n"));
    market.report(checked, 0, List.of(printed)).ok();
    market.finish(held, SqlMarket.exit(0)).ok();
    market.sweep().ok();
    finish(market.take(other), "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
    assertThat(verdictOf(job)).isEqualTo("agreed");
  }

  @Test
  void aProgramThatRanForLessThanASecondIsCheckedByASellerThatAsksAsMuch() {
    for (UUID seller : List.of(checked, other)) {
      money.ask(seller, 100, 100_000, 20_000);
    }
    for (int i = 0; i < 10; i++) {
      fundTwoJobs();
    }
    UUID job = run(checked, RIGHT, spec());
    market.sweep().ok();
    finish(market.take(other), RIGHT);
    assertThat(verdictOf(job)).isEqualTo("agreed");
  }

  @Test
  void aBudgetThatDidNotLastIsNotHeldAgainstWhoRanTheJob() {
    money.ask(checked, 0, 3_600_000, 0); // 1,000 a second
    fundTwoJobs();
    market.submitted(buyer, spec("budget", 2_000));
    SqlMarket.Held held = market.take(checked);
    market.start(held).ok();
    money.letRun(held, 2_000);
    market.finish(held, SqlMarket.outcome("budget_reached")).ok();
    market.sweep().ok();
    assertThat(checks()).isZero();
  }

  @Test
  void noBuyerChecksItsOwnJob() {
    fundTwoJobs();
    market.register(buyer, SqlMarket.ROOMY).ok();
    run(checked, RIGHT, spec());
    market.sweep().ok();
    assertThat(claims(market.claim(buyer, 1))).isEmpty();
  }

  @Test
  void aCheckThatCannotBeMadeKeepsNoOtherFromBeingMade() {
    fundTwoJobs();
    sql.update("update lumaris.seller set name = 'zoe' where id = ?", other);
    run(checked, RIGHT, spec("block_sellers", Json.createArrayBuilder().add("zoe").build()));
    UUID job = run(checked, RIGHT, spec());
    sql.update("update lumaris.seller set name = 'zoey' where id = ?", other);
    market.sweep().ok();
    finish(market.take(other), RIGHT);
    assertThat(verdictOf(job)).isEqualTo("agreed");
  }

  @Test
  void thereIsACheckForEverySizeAndSellerHoweverMany() {
    fundTwoJobs();
    fundTwoJobs();
    sql.update("update lumaris.setting set value = 1 where name = 'shapes_per_buyer'");
    run(checked, RIGHT, spec());
    run(other, RIGHT, spec());
    market.sweep().ok();
    assertThat(checks()).isEqualTo(2);
  }

  /** The fee of every job here is all it costs: two of them pay for a check. */
  private void fundTwoJobs() {
    JsonObject unchecked = spec("env", Json.createObjectBuilder().add("SECRET", "x").build());
    for (int i = 0; i < 2; i++) {
      run(other, RIGHT, unchecked);
    }
    market.sweep().ok();
    assertThat(checks()).isZero();
  }

  private UUID run(UUID seller, String stdoutSha256, JsonObject spec) {
    UUID job = market.submitted(buyer, spec);
    finish(market.take(seller), stdoutSha256);
    return job;
  }

  private void finish(SqlMarket.Held held, String stdoutSha256) {
    market.start(held).ok();
    market
        .finish(
            held,
            Json.createObjectBuilder()
                .add("exit_code", 0)
                .add("stdout_sha256", stdoutSha256)
                .build())
        .ok();
  }

  private long checks() {
    return sql.number("select count(*) from lumaris.job where check_of is not null");
  }

  private String verdictOf(UUID job) {
    return sql.text("select verdict from lumaris.attempt where job_id = ?", job);
  }

  private String probability(int inRow) {
    return sql.text("select trim_scale(lumaris.check_probability(?)::numeric)", inRow);
  }
}
