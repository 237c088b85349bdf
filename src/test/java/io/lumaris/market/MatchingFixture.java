package io.lumaris.market;

import static io.lumaris.market.SqlMarket.someone;

import io.lumaris.testing.MarketSql;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sellers with prices and records that a test chooses. */
abstract class MatchingFixture {
  @RegisterExtension final MarketSql sql = new MarketSql();
  final SqlMarket market = new SqlMarket(sql);
  final UUID buyer = someone();

  @BeforeEach
  void newcomersGoFirstOnlyWhereATestSaysSo() {
    market.letNoNewcomersGoFirst();
  }

  UUID seller(String name, long start, int succeeded, int lost, int startMs) {
    UUID seller = market.seller();
    ask(seller, start);
    sql.update(
        "update lumaris.seller set name = ?, succeeded = ?, lost = ?, start_ms = ? where id = ?",
        name,
        succeeded,
        lost,
        startMs,
        seller);
    return seller;
  }

  void ask(UUID seller, long start) {
    sql.update(
        "update lumaris.seller set ask = row(?, 0, 0)::lumaris.ask where id = ?", start, seller);
  }

  void letOffersLapse() {
    sql.update("update lumaris.job set offered_until = now() where offered_until is not null");
  }

  String why(UUID job) {
    return market.job(buyer, job).getString("why");
  }
}
