package io.lumaris.market;

import static io.lumaris.market.SqlMarket.claims;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Jobs whose results are compared. Every run costs its start alone, 100 micro-credits. */
class VerificationSqlTest extends VerificationFixture {
  @Test
  void twoThatAgreeMakeTheResultAndAreBothPaid() {
    UUID job = market.submitted(buyer, spec("verify", 2));
    run(0, 0, RIGHT);
    assertThat(job(job).getString("state")).isEqualTo("queued");
    assertThat(job(job).getString("why"))
        .startsWith("Waiting for the next seller, result 1 of 2 is in, from ann: ");
    assertThat(claims(market.claim(sellers.get(0), 1))).isEmpty();
    run(1, 0, RIGHT);
    assertThat(job(job).getString("state")).isEqualTo("succeeded");
    assertThat(job(job).getString("why"))
        .matches("Succeeded on ann after .+ s, 2 of 2 sellers agree\\.");
    assertThat(job(job).getInt("result_attempt")).isOne();
    assertThat(verdicts(job)).isEqualTo("agreed agreed");
    assertThat(money.available(buyer)).isEqualTo(100_000 - 200);
    assertThat(earned(0)).isEqualTo(98);
    assertThat(earned(1)).isEqualTo(98);
  }

  @Test
  void twoThatDifferCallAThirdAndTheOddOneIsNotPaid() {
    UUID job = market.submitted(buyer, spec("verify", 2));
    run(0, 0, WRONG);
    run(1, 0, RIGHT);
    assertThat(job(job).getString("state")).isEqualTo("queued");
    assertThat(job(job).getInt("verify")).isEqualTo(3);
    run(2, 0, RIGHT);
    assertThat(job(job).getString("state")).isEqualTo("succeeded");
    assertThat(job(job).getString("why"))
        .matches("Succeeded on ben after .+ s, 2 of 3 sellers agree, ann had another result\\.");
    assertThat(job(job).getInt("result_attempt")).isEqualTo(2);
    assertThat(verdicts(job)).isEqualTo("disagreed agreed agreed");
    assertThat(money.available(buyer)).isEqualTo(100_000 - 200);
    assertThat(earned(0)).isZero();
    assertThat(earned(1)).isEqualTo(98);
    assertThat(earned(2)).isEqualTo(98);
  }

  @Test
  void theOneThatComesLastMayBeTheOddOne() {
    UUID job = market.submitted(buyer, spec("verify", 3));
    run(0, 0, RIGHT);
    run(1, 0, RIGHT);
    assertThat(job(job).getString("state")).isEqualTo("queued");
    run(2, 0, WRONG);
    assertThat(verdicts(job)).isEqualTo("agreed agreed disagreed");
    assertThat(earned(2)).isZero();
    assertThat(job(job).getJsonNumber("cost").longValue()).isEqualTo(200);
  }

  @Test
  void anotherExitCodeIsAnotherResult() {
    UUID job = market.submitted(buyer, spec("verify", 3));
    run(0, 1, RIGHT);
    run(1, 0, RIGHT);
    run(2, 1, RIGHT);
    assertThat(job(job).getString("state")).isEqualTo("failed");
    assertThat(job(job).getString("reason")).isEqualTo("exit_code");
    assertThat(job(job).getInt("exit_code")).isOne();
    assertThat(job(job).getString("why"))
        .contains("exit code 1", "2 of 3 sellers agree, ben had another result");
  }

  @Test
  void threeThatAllDifferArePaidNothingAndNobodyIsMarked() {
    UUID job = market.submitted(buyer, spec("verify", 3));
    run(0, 0, RIGHT);
    run(1, 0, WRONG);
    run(2, 0, "c".repeat(64));
    assertThat(job(job).getString("reason")).isEqualTo("disagreement");
    assertThat(job(job).getString("why")).isEqualTo("Failed: the sellers' results differ.");
    assertThat(money.available(buyer)).isEqualTo(100_000);
    assertThat(sql.number("select count(*) from lumaris.attempt where verdict is not null"))
        .isZero();
  }

  @Test
  void twoThatDifferFailWhereTheBudgetDoesNotPayForAThird() {
    UUID job =
        market.submitted(
            buyer, Json.createObjectBuilder(spec("verify", 2)).add("budget", 250).build());
    run(0, 0, RIGHT);
    run(1, 0, WRONG);
    assertThat(job(job).getString("reason")).isEqualTo("disagreement");
    assertThat(money.available(buyer)).isEqualTo(100_000);
  }

  @Test
  void whatASellerSaysAboutTheImageIsComparedToo() {
    UUID job = market.submitted(buyer, spec("verify", 2));
    market.finish(market.take(sellers.get(0)), SqlMarket.outcome("image_not_found")).ok();
    run(1, 0, RIGHT);
    run(2, 0, RIGHT);
    assertThat(job(job).getString("state")).isEqualTo("succeeded");
    assertThat(verdicts(job)).isEqualTo("disagreed agreed agreed");
  }

  @Test
  void theRecordCountsWhoWasRightAndWhoWasWrong() {
    market.submitted(buyer, spec("verify", 3));
    run(0, 0, RIGHT);
    run(1, 0, WRONG);
    run(2, 0, RIGHT);
    sellers.forEach(market::heartbeat);
    assertThat(record(0)).isEqualTo("1 0 1");
    assertThat(record(1)).isEqualTo("0 1 0");
  }

  @Test
  void aComparisonSaysNothingOfSellersThatTheBuyerChose() {
    var friends = Json.createArrayBuilder().add("ann").add("ben").build();
    market.submitted(
        buyer, Json.createObjectBuilder(spec("verify", 2)).add("sellers", friends).build());
    run(0, 0, WRONG);
    run(1, 0, WRONG);
    var others = Json.createArrayBuilder().add("dan").build();
    market.submitted(
        buyer, Json.createObjectBuilder(spec("verify", 3)).add("block_sellers", others).build());
    run(0, 0, WRONG);
    run(1, 0, WRONG);
    run(2, 0, RIGHT);
    sellers.forEach(market::heartbeat);
    assertThat(record(0)).isEqualTo("0 0 0");
    assertThat(record(2)).isEqualTo("0 0 0");
    assertThat(evidence(0, "agreed")).isZero();
    assertThat(evidence(0, "succeeded")).isEqualTo(2);
  }

  private int evidence(int seller, String outcome) {
    return sql.call("seller_record(?, ?, 10, null)", sellers.get(seller), outcome)
        .ok()
        .getJsonArray("attempts")
        .size();
  }

  private String record(int seller) {
    return sql.text(
        "select agreed || ' ' || disagreed || ' ' || agreed_in_row from lumaris.seller where id = ?",
        sellers.get(seller));
  }
}
