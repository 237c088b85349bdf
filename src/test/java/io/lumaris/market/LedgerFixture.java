package io.lumaris.market;

import io.lumaris.testing.MarketSql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A market on a real PostgreSQL whose ledger must hold after each test. */
abstract class LedgerFixture {
  @RegisterExtension final MarketSql sql = new MarketSql();
  final SqlMarket market = new SqlMarket(sql);
  final SqlMoney money = new SqlMoney(sql, market);

  @AfterEach
  void theLedgerHolds() {
    money.check();
  }
}
