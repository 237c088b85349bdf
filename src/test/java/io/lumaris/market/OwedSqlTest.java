package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money that was paid back after it had been spent: owed, and taken from whatever comes in. */
class OwedSqlTest extends LedgerFixture {
  private final SqlPayments payments = new SqlPayments(sql);
  private final UUID payment = UUID.randomUUID();

  @BeforeEach
  void giveNoStarters() {
    money.giveStarters(0);
  }

  @Test
  void whatWasSpentIsOwedAndTakenFromTheNextTopUp() {
    UUID account = money.accountWith(0);
    payments.book("e1", payment, account, 1_000).ok();
    market.submitted(account, spec("budget", 700));
    assertThat(payments.refund("r1", payment, 1_000).ok().getInt("owed")).isEqualTo(700);
    assertThat(payments.owed(account)).isEqualTo(700);
    assertThat(money.available(account)).isZero();
    assertThat(market.submit(account, "more", spec("budget", 1)).reason())
        .isEqualTo("insufficient_funds");

    payments.book("e2", UUID.randomUUID(), account, 500);
    assertThat(payments.owed(account)).isEqualTo(200);
    payments.book("e3", UUID.randomUUID(), account, 500);
    assertThat(payments.owed(account)).isZero();
    assertThat(money.available(account)).isEqualTo(300);
  }

  @Test
  void aBudgetThatComesBackAndAnEarningAreTakenForWhatIsOwedAtOnce() {
    UUID account = money.sellerAsking(1_000, 0, 0);
    payments.book("e1", payment, account, 2_000).ok();
    UUID held = market.submitted(account, spec("budget", 2_000));
    payments.refund("r1", payment, 2_000).ok();
    assertThat(payments.owed(account)).isEqualTo(2_000);
    market.cancel(account, held).ok();
    assertThat(payments.owed(account)).isZero();
    assertThat(money.available(account)).isZero();

    UUID second = UUID.randomUUID();
    payments.book("e2", second, account, 980).ok();
    sql.call("payout_request(?, 980, null, null)", account).ok();
    payments.refund("r2", second, 980).ok();
    UUID buyer = money.accountWith(5_000);
    market.submitted(buyer, spec("budget", 1_000));
    SqlMarket.Held job = market.take(account);
    market.start(job).ok();
    market.finish(job, exit(0)).ok();
    assertThat(payments.owed(account)).isZero();
    assertThat(money.available(account)).isZero();
    assertThat(sql.number("select earned from lumaris.account where id = ?", account))
        .isEqualTo(980);
  }

  @Test
  void severalRefundsAreTakenOneAfterTheOtherFromOneTopUp() {
    UUID account = money.accountWith(0);
    List<UUID> three = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    three.forEach(id -> payments.book("e" + id, id, account, 100).ok());
    market.submitted(account, spec("budget", 300));
    three.forEach(id -> payments.refund("r" + id, id, 100).ok());
    assertThat(payments.owed(account)).isEqualTo(300);
    payments.book("e9", payment, account, 1_000).ok();
    assertThat(payments.owed(account)).isZero();
    assertThat(money.available(account)).isEqualTo(700);
    assertThat(sql.number("select count(*) from lumaris.payment where kind = 'refund'"))
        .isEqualTo(3);
  }

  @Test
  void theAuditNamesWhatIsWrongWithRefunds() {
    UUID account = money.accountWith(0);
    payments.book("e1", payment, account, 1_000).ok();
    market.submitted(account, spec("budget", 900));
    payments.refund("r1", payment, 500).ok();
    assertThat(money.audit().getJsonObject("totals").getInt("owed")).isEqualTo(400);
    sql.update("update lumaris.account set owed = 402, available = 1, paid_in = paid_in + 1");
    sql.update("update lumaris.payment_refund set taken = 99");
    assertThat(
            money.audit().getJsonArray("wrong").getValuesAs(JsonObject.class).stream()
                .map(row -> row.getString("rule")))
        .contains(
            "refunds_are_taken_once",
            "what_is_owed_is_not_taken_yet",
            "nothing_is_available_to_who_owes");
    sql.update("update lumaris.account set owed = 400, available = 0, paid_in = paid_in - 1");
    sql.update("update lumaris.payment_refund set taken = 100");
  }
}
