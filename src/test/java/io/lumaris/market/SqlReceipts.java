package io.lumaris.market;

import static io.lumaris.market.SqlMarket.spec;

import io.lumaris.testing.MarketSql;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.UUID;

/** Receipts and keys as sellers hand them over, straight on SQL. */
final class SqlReceipts {
  private final MarketSql sql;
  private final SqlMarket market;
  private final UUID buyer;

  /** Receipts of one buyer's jobs. */
  SqlReceipts(MarketSql sql, SqlMarket market, UUID buyer) {
    this.sql = sql;
    this.market = market;
    this.buyer = buyer;
  }

  SqlMarket.Held ended(JsonObject outcome) {
    return ended(market.seller(), outcome);
  }

  SqlMarket.Held ended(UUID seller, JsonObject outcome) {
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(seller);
    market.start(held).ok();
    market.finish(held, outcome).ok();
    return held;
  }

  /** The market's answer for one attempt. */
  JsonObject facts(SqlMarket.Held held) {
    return asked(held).getJsonArray("answers").getJsonObject(0);
  }

  /** What a receipt that is signed now must say. */
  JsonObjectBuilder claims(SqlMarket.Held held) {
    JsonObject asked = asked(held);
    return Json.createObjectBuilder(
            asked.getJsonArray("answers").getJsonObject(0).getJsonObject("facts"))
        .add("version", 1)
        .add("issued_at", asked.getJsonNumber("now").longValue());
  }

  private JsonObject asked(SqlMarket.Held held) {
    String ids = "[\"" + held.attempt() + "\"]";
    return sql.call("receipt_facts(?, ?::jsonb)", held.seller(), ids).ok();
  }

  String put(UUID seller, String kid, String jws, JsonObject claims) {
    JsonObject answer =
        answers(seller, Json.createArrayBuilder().add(receipt(kid, jws, claims))).get(0);
    return answer.getBoolean("stored", false)
        ? "stored"
        : answer.getInt("code") + " " + answer.getString("message");
  }

  List<JsonObject> answers(UUID seller, JsonArrayBuilder told) {
    return sql.call("receipt_put(?, ?::jsonb)", seller, told.build().toString())
        .ok()
        .getJsonArray("answers")
        .getValuesAs(JsonObject.class);
  }

  static JsonObject receipt(String kid, String jws, JsonObject claims) {
    return Json.createObjectBuilder().add("jws", jws).add("kid", kid).add("claims", claims).build();
  }

  String key(UUID seller) {
    return key(seller, 'A');
  }

  String key(UUID seller, char which) {
    return sql.call("seller_key_put(?, ?::jsonb)", seller, jwk(which))
        .ok()
        .getJsonObject("key")
        .getString("kid");
  }

  static String jwk(char which) {
    String x = String.valueOf(which).repeat(42) + "A";
    return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "\"}";
  }
}
