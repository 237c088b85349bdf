package io.lumaris.market;

import static io.lumaris.market.SqlMarket.someone;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import java.util.UUID;

/** What a payment processor tells, straight on SQL; amounts in micro-credits. */
final class SqlPayments {
  private final MarketSql sql;
  private final UUID processor = someone();

  SqlPayments(MarketSql sql) {
    this.sql = sql;
  }

  /** The account that may tell it; once for each test. */
  UUID named() {
    sql.update(
        "insert into lumaris.payment_processor (user_id) values (?) on conflict do nothing",
        processor);
    return processor;
  }

  Reply book(String event, UUID payment, UUID account, long amount) {
    return book(named(), event, payment, account, amount);
  }

  Reply book(UUID by, String event, UUID payment, UUID account, long amount) {
    return sql.call("payment_book(?, ?, ?, ?, ?, 'card')", by, event, payment, account, amount);
  }

  Reply refund(String event, UUID payment, long total) {
    return refund(named(), event, payment, total);
  }

  Reply refund(UUID by, String event, UUID payment, long total) {
    return sql.call("payment_refund(?, ?, ?, ?)", by, event, payment, total);
  }

  long owed(UUID account) {
    return sql.number("select owed from lumaris.account where id = ?", account);
  }
}
