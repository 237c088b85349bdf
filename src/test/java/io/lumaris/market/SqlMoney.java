package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.UUID;

/** What accounts have and what the audit says, straight on SQL; amounts in micro-credits. */
final class SqlMoney {
  private final MarketSql sql;
  private final SqlMarket market;

  SqlMoney(MarketSql sql, SqlMarket market) {
    this.sql = sql;
    this.market = market;
  }

  /** New accounts of this market are given so much. */
  void giveStarters(long amount) {
    sql.update("update lumaris.setting set value = ? where name = 'starter_credits'", amount);
  }

  /** A new account that has exactly so much. */
  UUID accountWith(long amount) {
    giveStarters(amount);
    UUID account = SqlMarket.someone();
    sql.call("account_get(?)", account).ok();
    giveStarters(0);
    return account;
  }

  /** A new seller, asking per start, CPU hour and GB hour. */
  UUID sellerAsking(long start, long cpuHour, long gbHour) {
    UUID seller = market.seller();
    ask(seller, start, cpuHour, gbHour);
    return seller;
  }

  void ask(UUID seller, long start, long cpuHour, long gbHour) {
    JsonObject wish =
        Json.createObjectBuilder(SqlMarket.ROOMY)
            .add("isolation", Json.createArrayBuilder(List.of("runc")))
            .add("ask", askJson(start, cpuHour, gbHour))
            .build();
    sql.call("seller_update(?, ?::jsonb)", seller, wish.toString()).ok();
  }

  static JsonObject askJson(long start, long cpuHour, long gbHour) {
    return Json.createObjectBuilder()
        .add("start", start)
        .add("cpu_hour", cpuHour)
        .add("gb_hour", gbHour)
        .build();
  }

  /** Nothing as long as there is no such account. */
  long available(UUID account) {
    return sql.number(
        "select coalesce(sum(available), 0) from lumaris.account where id = ?", account);
  }

  long held(UUID account) {
    return sql.number("select held from lumaris.account where id = ?", account);
  }

  /** What all fees come to. */
  long fees() {
    return sql.number(
        "select coalesce(sum(amount), 0) from lumaris.ledger_entry where bucket = 'fees'");
  }

  /** The program began so long ago, by the market's clock. */
  void letRun(SqlMarket.Held held, long ms) {
    sql.update(
        "update lumaris.attempt set started_at = started_at - ? * interval '1 millisecond' where id = ?",
        ms,
        held.attempt());
  }

  JsonObject audit() {
    String report = sql.text("select lumaris.audit_report()");
    return Json.createReader(new StringReader(report)).readObject();
  }

  /** Fails with the rows that are wrong. */
  void check() {
    assertThat(audit().getJsonArray("wrong")).isEmpty();
  }
}
