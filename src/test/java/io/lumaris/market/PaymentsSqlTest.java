package io.lumaris.market;

import static io.lumaris.market.SqlMarket.someone;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Crowd;
import io.lumaris.testing.Reply;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What a payment processor reports: booked once, paid back once, and never for nothing. */
class PaymentsSqlTest extends LedgerFixture {
  private final SqlPayments payments = new SqlPayments(sql);
  private final UUID payment = UUID.randomUUID();

  @BeforeEach
  void giveNoStarters() {
    money.giveStarters(0);
  }

  @Test
  void onlyAProcessorBooksAndItIsNoOperator() {
    UUID processor = payments.named();
    UUID operator = someone();
    UUID account = money.accountWith(0);
    sql.update("insert into lumaris.operator (user_id) values (?)", operator);
    for (UUID other : List.of(account, operator)) {
      assertThat(sql.call("processor_check(?)", other).message())
          .isEqualTo(
              "not_allowed: account %s may not book payments; whoever runs this market names it with lumaris operator add-processor %s"
                  .formatted(other, other));
      assertThat(payments.book(other, "e1", payment, account, 5).reason()).isEqualTo("not_allowed");
      assertThat(payments.refund(other, "e2", payment, 5).reason()).isEqualTo("not_allowed");
    }
    assertThat(sql.call("processor_check(?)", processor).ok().getString("market_id"))
        .isEqualTo(sql.text("select id::text from lumaris.market"));
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
          crowd.race(Collections.nCopies(50, () -> payments.book("e1", payment, account, 500)));
      assertThat(replies).filteredOn(reply -> reply.ok().getBoolean("created")).hasSize(1);
    }
    assertThat(money.available(account)).isEqualTo(510);
    assertThat(sql.number("select count(*) from lumaris.payment_event")).isOne();
  }

  @Test
  void twoEventsOfOnePaymentBookItOnceAndAnotherAmountIsRefused() {
    UUID account = money.accountWith(0);
    assertThat(payments.book("e1", payment, account, 500).ok().getBoolean("created")).isTrue();
    assertThat(payments.book("e2", payment, account, 500).ok().getBoolean("created")).isFalse();
    assertThat(payments.book("e3", payment, account, 501).reason()).isEqualTo("payment_conflict");
    assertThat(sql.number("select count(*) from lumaris.payment_event where id = 'e3'")).isZero();
    assertThat(money.available(account)).isEqualTo(500);
  }

  @Test
  void aRefundIsTakenOutOnceHoweverOftenAndInWhateverOrderItIsTold() {
    UUID account = money.accountWith(0);
    payments.book("e1", payment, account, 1_000).ok();

    assertThat(told(payments.refund("r1", payment, 300))).isEqualTo("true 300 300 0");
    assertThat(told(payments.refund("r1", payment, 300))).isEqualTo("false 300 300 0");
    assertThat(told(payments.refund("r3", payment, 1_000))).isEqualTo("true 1000 1000 0");
    assertThat(told(payments.refund("r2", payment, 600))).isEqualTo("false 1000 1000 0");
    assertThat(payments.refund("r4", payment, 1_001).message())
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
    payments.book("e1", payment, account, 1_000).ok();
    try (Crowd crowd = new Crowd(50)) {
      List<Callable<Reply>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String event = "r" + i % 2; // Stripe may tell one refund by two events
        calls.add(() -> payments.refund(event, payment, 400));
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
    assertThat(payments.refund("r1", payment, 400).reason()).isEqualTo("payment_not_found");
    payments.book("e1", payment, account, 1_000).ok();
    assertThat(told(payments.refund("r1", payment, 400))).isEqualTo("true 400 400 0");
    assertThat(money.available(account)).isEqualTo(600);
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
