package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumaris.testing.Crowd;
import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger: what moves, that it balances, and that the audit sees what does not. */
class LedgerSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final SqlMoney money = new SqlMoney(sql, market);

  @RepeatedTest(5)
  void aNewAccountIsGivenItsStarterCreditsOnceHoweverManyCallsAreItsFirst() {
    money.giveStarters(5_000_000);
    UUID account = someone();
    try (Crowd crowd = new Crowd(20)) {
      crowd.race(Collections.nCopies(20, () -> sql.call("account_get(?)", account)));
    }
    JsonObject shown = sql.call("account_get(?)", account).ok().getJsonObject("account");
    assertThat(shown.getInt("available")).isEqualTo(5_000_000);
    assertThat(shown.getInt("paid_in")).isEqualTo(5_000_000);
    money.check();
  }

  @Test
  void aSubmitHoldsTheBudgetAndIsRefusedWithoutEnough() {
    UUID buyer = money.accountWith(1_500);
    market.submit(buyer, "first", spec("budget", 1_000)).ok();
    Reply second = market.submit(buyer, "second", spec("budget", 1_000));
    assertThat(second.code()).isEqualTo(9);
    assertThat(second.message())
        .isEqualTo(
            "insufficient_funds: the job's budget is 0.001 credits, you have 0.0005; add"
                + " credits (the account page says how), or make the job cheaper");
    assertThat(market.submit(buyer, "first", spec("budget", 1_000)).ok().getBoolean("created"))
        .isFalse();
    assertThat(sql.number("select count(*) from lumaris.job")).isOne();
    money.check();
  }

  @Test
  void everyMovementIsALineOfTheStatementWithItsJobAndRule() {
    UUID buyer = money.accountWith(10_000);
    UUID seller = money.sellerAsking(1_000, 0, 0);
    UUID job = market.submitted(buyer, spec("budget", 4_000));
    SqlMarket.Held held = market.take(seller);
    market.start(held).ok();
    market.finish(held, exit(0)).ok();

    assertThat(lines(buyer))
        .containsExactly(
            "refund available 3000 The program succeeded: the buyer pays for the time used.",
            "refund held -3000 The program succeeded: the buyer pays for the time used.",
            "charge held -1000 The program succeeded: the buyer pays for the time used.",
            "hold held 4000 -",
            "hold available -4000 -",
            "starter available 10000 -");
    assertThat(lines(seller))
        .containsExactly(
            "earning available 980 The program succeeded: the buyer pays for the time used.");
    Reply page = sql.call("ledger_list(?, 4, null)", buyer);
    JsonObject first = page.ok().getJsonArray("entries").getJsonObject(0);
    assertThat(first.getString("job_id")).isEqualTo(job.toString());
    Reply rest = sql.call("ledger_list(?, 4, ?)", buyer, page.ok().getString("cursor"));
    assertThat(rest.ok().getJsonArray("entries")).hasSize(2);
    assertThat(rest.ok().containsKey("cursor")).isFalse();
    assertThat(sql.call("ledger_list(?, 4, 'x')", buyer).reason()).isEqualTo("invalid_request");
  }

  @Test
  void theFeeOfTheDearestJobOfAllIsCounted() {
    sql.update("update lumaris.setting set value = 10000 where name = 'fee_basis_points'");
    long all = 1_000_000_000_000_000L;
    UUID rich = money.accountWith(all);
    UUID seller = money.sellerAsking(1_000_000_000_000L, 0, 0);
    market.submitted(rich, Json.createObjectBuilder(spec()).add("budget", all).build());
    SqlMarket.Held held = market.take(seller);
    sql.update("update lumaris.attempt set ask = row(?, 0, 0)::lumaris.ask", all);
    market.start(held).ok();
    market.finish(held, exit(0)).ok();
    assertThat(money.fees()).isEqualTo(all);
    money.check();
  }

  @Test
  void deletingAJobLeavesItsHistoryAndTheAuditHolds() {
    UUID buyer = money.accountWith(10_000);
    money.sellerAsking(1_000, 0, 0);
    UUID job = market.submitted(buyer, spec("budget", 4_000));
    market.cancel(buyer, job).ok();
    sql.call("job_delete(?, ?)", buyer, job).ok();
    assertThat(sql.number("select count(*) from lumaris.ledger_entry where job_id = ?", job))
        .isEqualTo(4);
    money.check();
  }

  @Test
  void aTransferThatDoesNotBalanceIsRefused() {
    UUID account = money.accountWith(10);
    assertThatThrownBy(
            () ->
                sql.update(
                    "insert into lumaris.ledger_entry (transfer, cause, account_id, bucket, reason, amount)"
                        + " values (gen_random_uuid(), gen_random_uuid(), ?, 'available', 'top_up', 5)",
                    account))
        .hasMessageContaining("a transfer must sum to 0, this one sums to 5");
  }

  @Test
  void whatIsWrittenIsNeverChanged() {
    money.accountWith(10);
    assertThatThrownBy(() -> sql.update("update lumaris.ledger_entry set amount = 2"))
        .hasMessageContaining("the ledger is only added to");
    assertThatThrownBy(() -> sql.update("delete from lumaris.ledger_entry"))
        .hasMessageContaining("the ledger is only added to");
  }

  @Test
  void theAuditNamesEveryRowThatIsWrong() {
    UUID buyer = money.accountWith(10_000);
    UUID seller = money.sellerAsking(1_000, 0, 0);
    UUID waiting = market.submitted(buyer, spec("budget", 2_000));
    UUID ended = market.submitted(buyer, spec("budget", 2_000));
    market.cancel(buyer, ended).ok();
    money.check();

    sql.update("alter table lumaris.ledger_entry disable trigger user");
    sql.update(
        "update lumaris.account set available = available + 1, paid_in = paid_in + 1 where id = ?",
        buyer);
    sql.update("delete from lumaris.ledger_entry where cause = ? and bucket = 'held'", waiting);
    sql.update(
        "delete from lumaris.ledger_entry where cause = ? and reason = 'refund' and bucket = 'held'",
        ended);
    JsonObject audit = money.audit();
    assertThat(audit.getBoolean("ok")).isFalse();
    assertThat(
            audit.getJsonArray("wrong").getValuesAs(JsonObject.class).stream()
                .map(row -> row.getString("rule") + " " + row.getString("id", "-"))
                .filter(row -> !row.startsWith("each_transfer")))
        .containsExactlyInAnyOrder(
            "all_money_sums_to_zero -",
            "balances_are_sums_of_entries " + buyer,
            "unfinished_jobs_hold_their_budget " + waiting,
            "nothing_is_held_for_ended_jobs " + ended);
    assertThat(audit.getJsonObject("totals").getInt("external")).isEqualTo(-10_000);
    assertThat(money.available(seller)).isZero();
  }

  @Test
  void aTopUpIsMadeOnceByItsId() {
    UUID account = money.accountWith(10);
    UUID payment = UUID.randomUUID();
    UUID operator = operator();
    assertThat(topUp(someone(), account, 500, payment).reason()).isEqualTo("not_allowed");
    assertThat(topUp(operator, account, 500, payment).ok().getBoolean("created")).isTrue();
    assertThat(topUp(operator, account, 500, payment).ok().getBoolean("created")).isFalse();
    assertThat(topUp(operator, account, 501, payment).reason()).isEqualTo("payment_conflict");
    assertThat(money.available(account)).isEqualTo(510);
    money.check();
  }

  @Test
  void aPayoutIsOutOfReachUntilAnOperatorDecides() {
    UUID account = money.accountWith(1_000);
    UUID operator = operator();
    assertThat(payout(account, 2_000).message())
        .isEqualTo("insufficient_funds: the payout is 0.002 credits, you have 0.001");
    UUID paid = id(payout(account, 300));
    UUID refused = id(payout(account, 600));
    assertThat(money.available(account)).isEqualTo(100);
    assertThat(money.held(account)).isEqualTo(900);
    assertThat(sql.call("payout_list(?)", operator).ok().getJsonArray("payments")).hasSize(2);
    money.check();

    sql.call("payout_settle(?, ?, true, null)", operator, paid).ok();
    sql.call("payout_settle(?, ?, false, 'no such bank')", operator, refused).ok();
    assertThat(
            sql.call("payout_settle(?, ?, true, null)", operator, paid).ok().getBoolean("changed"))
        .isFalse();
    assertThat(sql.call("payout_settle(?, ?, false, null)", operator, paid).reason())
        .isEqualTo("payout_decided");
    assertThat(sql.call("payout_settle(?, ?, true, null)", account, refused).code()).isEqualTo(7);
    assertThat(money.available(account)).isEqualTo(700);
    assertThat(money.held(account)).isZero();
    money.check();
  }

  private List<String> lines(UUID account) {
    return sql
        .call("ledger_list(?, 100, null)", account)
        .ok()
        .getJsonArray("entries")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(
            line ->
                line.getString("reason")
                    + " "
                    + line.getString("bucket")
                    + " "
                    + line.getInt("amount")
                    + " "
                    + line.getString("rule", "-"))
        .toList();
  }

  private UUID operator() {
    UUID operator = someone();
    sql.update("insert into lumaris.operator (user_id) values (?)", operator);
    return operator;
  }

  private Reply topUp(UUID operator, UUID account, long amount, UUID payment) {
    return sql.call("account_top_up(?, ?, ?, ?, 'cash')", operator, account, amount, payment);
  }

  private Reply payout(UUID account, long amount) {
    return sql.call("payout_request(?, ?, null, null)", account, amount);
  }

  private static UUID id(Reply payment) {
    return UUID.fromString(payment.ok().getJsonObject("payment").getString("id"));
  }
}
