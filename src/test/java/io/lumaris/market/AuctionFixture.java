package io.lumaris.market;

import static io.lumaris.market.SqlMarket.spec;

import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A buyer and two sellers that bid. Every price is that of a start alone. */
abstract class AuctionFixture extends LedgerFixture {
  UUID buyer;
  UUID ann;
  UUID ben;

  @BeforeEach
  void twoSellers() {
    market.letNoNewcomersGoFirst();
    buyer = money.accountWith(1_000_000_000);
    ann = money.sellerAsking(100, 0, 0);
    ben = money.sellerAsking(200, 0, 0);
    sql.update("update lumaris.seller set name = 'ann' where id = ?", ann);
    sql.update("update lumaris.seller set name = 'ben' where id = ?", ben);
  }

  static JsonObject auction() {
    return spec("auction_s", 5);
  }

  static JsonObject auction(String field, String value) {
    return Json.createObjectBuilder(auction()).add(field, value).build();
  }

  Reply bid(UUID seller, UUID job, long start) {
    return sql.call(
        "bid_place(?, ?, ?::jsonb)", seller, job, SqlMoney.askJson(start, 0, 0).toString());
  }

  void letTimePass(UUID job) {
    sql.update(
        "update lumaris.job set auction_until = now() - interval '1 second' where id = ? and auction_until is not null",
        job);
  }
}
