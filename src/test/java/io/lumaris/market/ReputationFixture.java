package io.lumaris.market;

import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;

import io.lumaris.testing.MarketSql;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A buyer, and a seller whose record is made anew in every call. */
abstract class ReputationFixture {
  @RegisterExtension final MarketSql sql = new MarketSql();
  final SqlMarket market = new SqlMarket(sql);
  final SqlMoney money = new SqlMoney(sql, market);
  final UUID buyer = someone();
  UUID seller;

  @BeforeEach
  void aSellerWhoseRecordIsAlwaysFresh() {
    sql.update("update lumaris.setting set value = 0 where name = 'record_refresh_ms'");
    market.makeNoOffers();
    seller = money.sellerAsking(2_000, 0, 0);
  }

  UUID end(JsonObject outcome) {
    SqlMarket.Held held = submitAndTake();
    market.start(held).ok();
    market.finish(held, outcome).ok();
    return held.job();
  }

  SqlMarket.Held submitAndTake() {
    market.submitted(buyer, spec("max_attempts", 1));
    return market.take(seller);
  }

  JsonObject record() {
    market.heartbeat(seller).ok();
    return sellerRecord(null).getJsonObject("seller").getJsonObject("record");
  }

  JsonObject sellerRecord(String outcome) {
    return sql.call("seller_record(?, ?, 25, null)", seller, outcome).ok();
  }
}
