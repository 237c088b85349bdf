package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.outcome;
import static io.lumaris.market.SqlMarket.someone;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The keys that receipts are signed with. */
class SellerKeysSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();
  private final SqlReceipts receipts = new SqlReceipts(sql, market, buyer);

  @Test
  void aNewKeyEndsTheOldOneWhichStaysReadableAndDoesNotComeBack() {
    SqlMarket.Held held = receipts.ended(exit(0));
    UUID seller = held.seller();
    String first = receipts.key(seller, 'A');
    assertThat(receipts.key(seller, 'A')).isEqualTo(first);
    assertThat(receipts.put(seller, first, "a.b.c", receipts.claims(held).build()))
        .isEqualTo("stored");
    String second = receipts.key(seller, 'B');
    assertThat(second).isNotEqualTo(first);

    assertThat(sql.call("seller_key_put(?, ?::jsonb)", seller, SqlReceipts.jwk('A')).message())
        .startsWith("key_ended: ");
    SqlMarket.Held next = receipts.ended(seller, outcome("image_pull_failed"));
    assertThat(receipts.put(seller, first, "d.e.f", receipts.claims(next).build()))
        .startsWith("9 key_unknown: ");
    assertThat(receipts.put(seller, second, "d.e.f", receipts.claims(next).build()))
        .isEqualTo("stored");
    JsonObject old =
        sql.call("receipt_get(?, ?)", buyer, held.job()).ok().getJsonArray("keys").getJsonObject(0);
    assertThat(old.getString("kid")).isEqualTo(first);
    assertThat(old).containsKey("until");
    List<JsonObject> all =
        sql.call("seller_keys(?)", seller).ok().getJsonArray("keys").getValuesAs(JsonObject.class);
    assertThat(all).extracting(k -> k.getString("kid")).containsExactly(second, first);
  }

  @Test
  void aReceiptFromBeforeItsKeyIsRefused() {
    SqlMarket.Held held = receipts.ended(exit(0));
    String kid = receipts.key(held.seller());
    JsonObject claims = receipts.claims(held).build();
    sql.update("update lumaris.seller_key set since = now() + interval '1 minute'");
    assertThat(receipts.put(held.seller(), kid, "a.b.c", claims))
        .startsWith("3 invalid_request: issued_at: must be a time");
  }

  @Test
  void keysAreNamedByTheirThumbprintAndAreForSellersOnly() {
    String x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    String jwk = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "\"}";
    assertThat(sql.text("select lumaris.thumbprint(?::jsonb)", jwk))
        .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assertThat(sql.call("seller_key_put(?, ?::jsonb)", someone(), jwk).message())
        .startsWith("not_a_seller: ");
  }

  @Test
  void aSellerCannotFillTheTableWithKeys() {
    UUID seller = market.seller();
    Reply last = null;
    for (int i = 0; i < 101; i++) {
      String jwk = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + i + "\"}";
      last = sql.call("seller_key_put(?, ?::jsonb)", seller, jwk);
    }
    assertThat(last.message()).startsWith("too_many_keys: ");
  }
}
