package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Crowd;
import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a payment processor reports: booked once, paid back once, and never for nothing. */
class PaymentsSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final SqlMoney money = new SqlMoney(sql, market);
  private final UUID processor = someone();
  private final UUID payment = UUID.randomUUID();

  @BeforeEach
  void nameTheProcessor() {
    money.giveStarters(0);
    sql.update("insert into lumaris.payment_processor (user_id) values (?)", processor);
  }

  @AfterEach
  void theLedgerHolds() {
    money.check();
  }

  @Test
  void onlyAProcessorBooksAndItIsNoOperator() {
    UUID operator = someone();
    UUID account = money.accountWith(0);
    sql.update("insert into lumaris.operator (user_id) values (?)", operator);
    for (UUID other : List.of(account, operator)) {
      assertThat(sql.call("processor_check(?)", other).message())
          .isEqualTo(
              "not_allowed: account %s may not book payments; whoever runs this market names it with lumaris operator add-processor %s"
                  .formatted(other, other));
      assertThat(book(other, "e1", account, 5).reason()).isEqualTo("not_allowed");
      assertThat(refund(other, "e2", 5).reason()).isEqualTo("not_allowed");
    }
    assertThat(sql.call("processor_check(?)", processor).ok().getBoolean("processor")).isTrue();
    assertThat(sql.call("audit(?)", processor).reason()).isEqualTo("not_allowed");
    assertThat(sql.call("account_top_up(?, ?, 5, null, null)", processor, account).reason())
        .isEqualTo("not_allowed");
    assertThat(money.available(account)).isZero();
  }

  @RepeatedTest(10)
  void theSameEventFiftyTimesAtOnceBooksOnce() {
    money.giveStarters(10);
    UUID account = someone(); // its first entries of all
    try (Crowd crowd = new Crowd(50)) {
      List<Reply> replies =
          crowd.race(Collections.nCopies(50, () -> book(processor, "e1", account, 500)));
      assertThat(replies).filteredOn(reply -> reply.ok().getBoolean("created")).hasSize(1);
    }
    assertThat(money.available(account)).isEqualTo(510);
    assertThat(sql.number("select count(*) from lumaris.payment_event")).isOne();
  }

  @Test
  void twoEventsOfOnePaymentBookItOnceAndAnotherAmountIsRefused() {
    UUID account = money.accountWith(0);
    assertThat(book(processor, "e1", account, 500).ok().getBoolean("created")).isTrue();
    assertThat(book(processor, "e2", account, 500).ok().getBoolean("created")).isFalse();
    assertThat(book(processor, "e3", account, 501).reason()).isEqualTo("payment_conflict");
    assertThat(sql.number("select count(*) from lumaris.payment_event where id = 'e3'")).isZero();
    assertThat(money.available(account)).isEqualTo(500);
  }

  @Test
  void aRefundIsTakenOutOnceHoweverOftenAndInWhateverOrderItIsTold() {
    UUID account = money.accountWith(0);
    book(processor, "e1", account, 1_000).ok();

    assertThat(told(refund(processor, "r1", 300))).isEqualTo("true 300 300 0");
    assertThat(told(refund(processor, "r1", 300))).isEqualTo("false 300 300 0");
    assertThat(told(refund(processor, "r3", 1_000))).isEqualTo("true 1000 1000 0");
    assertThat(told(refund(processor, "r2", 600))).isEqualTo("false 1000 1000 0");
    assertThat(refund(processor, "r4", 1_001).message())
        .isEqualTo(
            "invalid_request: refunded: must be at most the 1000 of the payment, you sent 1001");
    assertThat(money.available(account)).isZero();
    assertThat(sql.number("select paid_in from lumaris.account where id = ?", account)).isZero();
    assertThat(lines(account))
        .startsWith("top_up_refund -700", "top_up_refund -300", "top_up 1000");
  }

  @RepeatedTest(10)
  void theSameRefundFiftyTimesAtOnceIsTakenOnce() {
    UUID account = money.accountWith(100);
    book(processor, "e1", account, 1_000).ok();
    try (Crowd crowd = new Crowd(50)) {
      List<Callable<Reply>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String event = "r" + i % 2; // Stripe may tell one refund by two events
        calls.add(() -> refund(processor, event, 400));
      }
      assertThat(crowd.race(calls))
          .filteredOn(reply -> reply.ok().getBoolean("changed"))
          .hasSize(1);
    }
    assertThat(money.available(account)).isEqualTo(700);
  }

  @Test
  void aRefundBeforeItsPaymentIsRefusedUntilThatIsBooked() {
    UUID account = money.accountWith(0);
    assertThat(refund(processor, "r1", 400).reason()).isEqualTo("payment_not_found");
    book(processor, "e1", account, 1_000).ok();
    assertThat(told(refund(processor, "r1", 400))).isEqualTo("true 400 400 0");
    assertThat(money.available(account)).isEqualTo(600);
  }

  @Test
  void whatWasSpentIsOwedAndTakenFromTheNextTopUp() {
    UUID account = money.accountWith(0);
    book(processor, "e1", account, 1_000).ok();
    market.submitted(account, spec("budget", 700));
    assertThat(told(refund(processor, "r1", 1_000))).isEqualTo("true 1000 300 700");
    assertThat(owed(account)).isEqualTo(700);
    assertThat(money.available(account)).isZero();
    assertThat(market.submit(account, "more", spec("budget", 1)).reason())
        .isEqualTo("insufficient_funds");

    book(processor, "e2", UUID.randomUUID(), account, 500);
    assertThat(owed(account)).isEqualTo(200);
    book(processor, "e3", UUID.randomUUID(), account, 500);
    assertThat(owed(account)).isZero();
    assertThat(money.available(account)).isEqualTo(300);
  }

  @Test
  void aBudgetThatComesBackAndAnEarningAreTakenForWhatIsOwedAtOnce() {
    UUID account = money.sellerAsking(1_000, 0, 0);
    book(processor, "e1", account, 2_000).ok();
    UUID held = market.submitted(account, spec("budget", 2_000));
    refund(processor, "r1", 2_000).ok();
    assertThat(owed(account)).isEqualTo(2_000);
    market.cancel(account, held).ok();
    assertThat(owed(account)).isZero();
    assertThat(money.available(account)).isZero();

    UUID second = UUID.randomUUID();
    book(processor, "e2", second, account, 980).ok();
    sql.call("payout_request(?, 980, null, null)", account).ok();
    sql.call("payment_refund(?, 'r2', ?, 980)", processor, second).ok();
    UUID buyer = money.accountWith(5_000);
    market.submitted(buyer, spec("budget", 1_000));
    SqlMarket.Held job = market.take(account);
    market.start(job).ok();
    market.finish(job, exit(0)).ok();
    assertThat(owed(account)).isZero();
    assertThat(money.available(account)).isZero();
    assertThat(sql.number("select earned from lumaris.account where id = ?", account))
        .isEqualTo(980);
  }

  @Test
  void severalRefundsAreTakenOneAfterTheOtherFromOneTopUp() {
    UUID account = money.accountWith(0);
    List<UUID> payments = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    payments.forEach(id -> book(processor, "e" + id, id, account, 100).ok());
    market.submitted(account, spec("budget", 300));
    payments.forEach(id -> sql.call("payment_refund(?, ?, ?, 100)", processor, "r" + id, id).ok());
    assertThat(owed(account)).isEqualTo(300);
    book(processor, "e9", account, 1_000).ok();
    assertThat(owed(account)).isZero();
    assertThat(money.available(account)).isEqualTo(700);
    assertThat(sql.number("select count(*) from lumaris.payment where kind = 'refund'"))
        .isEqualTo(3);
  }

  @Test
  void theAuditNamesWhatIsWrongWithRefunds() {
    UUID account = money.accountWith(0);
    book(processor, "e1", account, 1_000).ok();
    market.submitted(account, spec("budget", 900));
    refund(processor, "r1", 500).ok();
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

  @Test
  void onesOwnPayoutsAreListedWithTheirStateNewestFirst() {
    UUID account = money.accountWith(1_000);
    sql.call("payout_request(?, 100, null, 'first')", account).ok();
    sql.call("payout_request(?, 200, null, 'second')", account).ok();
    sql.call("payout_request(?, 1, null, null)", money.accountWith(5)).ok();
    List<JsonObject> payouts =
        sql.call("payout_history(?, 100)", account)
            .ok()
            .getJsonArray("payments")
            .getValuesAs(JsonObject.class);
    assertThat(payouts).extracting(p -> p.getInt("amount")).containsExactly(200, 100);
    assertThat(payouts).extracting(p -> p.getString("state")).containsOnly("requested");
  }

  private Reply book(UUID by, String event, UUID account, long amount) {
    return book(by, event, payment, account, amount);
  }

  private Reply book(UUID by, String event, UUID id, UUID account, long amount) {
    return sql.call("payment_book(?, ?, ?, ?, ?, 'card')", by, event, id, account, amount);
  }

  private Reply refund(UUID by, String event, long total) {
    return sql.call("payment_refund(?, ?, ?, ?)", by, event, payment, total);
  }

  private static String told(Reply reply) {
    JsonObject answer = reply.ok();
    return answer.getBoolean("changed")
        + " "
        + answer.getInt("refunded")
        + " "
        + answer.getInt("taken")
        + " "
        + answer.getInt("owed");
  }

  private long owed(UUID account) {
    return sql.number("select owed from lumaris.account where id = ?", account);
  }

  private List<String> lines(UUID account) {
    return sql
        .call("ledger_list(?, 100, null)", account)
        .ok()
        .getJsonArray("entries")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(line -> line.getString("reason") + " " + line.getInt("amount"))
        .toList();
  }
}
