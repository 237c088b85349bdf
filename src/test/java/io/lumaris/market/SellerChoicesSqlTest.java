package io.lumaris.market;

import static io.lumaris.market.SqlMarket.claims;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which sellers may have a job at all: named, blocked, one's own, tried before. */
class SellerChoicesSqlTest extends MatchingFixture {
  @Test
  void aSellerNeverGetsItsOwnAccountsJobs() {
    UUID both = market.seller();
    UUID job = market.submitted(both, spec());
    assertThat(claims(market.claim(both, 1))).isEmpty();
    assertThat(sql.text("select (lumaris.job_get(?, ?)).answer::jsonb->'job'->>'why'", both, job))
        .isEqualTo(
            "Waiting: the only seller online is you yourself, and nobody runs their own jobs here.");
    assertThat(market.take(market.seller()).job()).isEqualTo(job);
  }

  @Test
  void onlyNamedSellersGetAJobByNameOrById() {
    UUID one = seller("amber-fox", 100, 0, 0, 100);
    UUID two = market.seller();
    UUID other = market.seller();
    UUID job = market.submitted(buyer, spec("sellers", list("amber-fox", two.toString())));
    letOffersLapse();
    assertThat(claims(market.claim(other, 1))).isEmpty();
    assertThat(market.take(one).job()).isEqualTo(job);
    UUID another = market.submitted(buyer, spec("sellers", list(two.toString())));
    assertThat(claims(market.claim(one, 1))).isEmpty();
    assertThat(market.take(two).job()).isEqualTo(another);
  }

  @Test
  void blockedSellersDoNotGetAJob() {
    UUID blocked = seller("amber-fox", 100, 0, 0, 100);
    UUID job = market.submitted(buyer, spec("block_sellers", list("amber-fox")));
    assertThat(claims(market.claim(blocked, 1))).isEmpty();
    assertThat(why(job)).isEqualTo("Waiting: all sellers online are blocked by you.");
    assertThat(market.take(market.seller()).job()).isEqualTo(job);
  }

  @Test
  void aSellerThatIsNotThereIsSaidAtSubmitAndInTheQuote() {
    market.seller();
    JsonObject spec = spec("sellers", list("nobody-here"));
    String refusal = "invalid_job: sellers: there is no seller called nobody-here on this market";
    assertThat(market.submit(buyer, null, spec).message()).isEqualTo(refusal);
    assertThat(sql.call("quote(?, ?::jsonb)", buyer, spec.toString()).message()).isEqualTo(refusal);
  }

  @Test
  void aRepeatedSubmitHasTheSameAnswerWhenTheSellerItNamedIsCalledOtherwise() {
    UUID ann = seller("ann", 100, 0, 0, 100);
    JsonObject spec = spec("sellers", list("ann"));
    String job = market.submit(buyer, "once", spec).job().getString("id");
    sql.update("update lumaris.seller set name = 'anna' where id = ?", ann);
    assertThat(market.submit(buyer, "once", spec).job().getString("id")).isEqualTo(job);
    assertThat(market.submit(buyer, "twice", spec).reason()).isEqualTo("invalid_job");
  }

  @Test
  void whereNoNamedSellerIsOnlineTheWhyLineSaysSo() {
    UUID away = seller("amber-fox", 100, 0, 0, 100);
    sql.update(
        "update lumaris.seller set last_seen_at = now() - interval '1 hour' where id = ?", away);
    market.seller();
    UUID job = market.submitted(buyer, spec("sellers", list("amber-fox")));
    assertThat(why(job))
        .isEqualTo("Waiting: none of the sellers you named is online and takes jobs.");
  }

  @Test
  void theQuoteCountsWhoIsLeftOutByWhichRule() {
    UUID liar = seller("liar", 100, 100, 0, 100);
    sql.update("update lumaris.seller set disagreed = 5 where id = ?", liar);
    seller("amber-fox", 100, 100, 0, 100);
    market.seller();
    JsonObject quote =
        sql.call("quote(?, ?::jsonb)", buyer, spec("block_sellers", list("amber-fox")).toString())
            .ok()
            .getJsonObject("quote");
    assertThat(quote.getJsonObject("dropped").toString())
        .isEqualTo("{\"record\":1,\"not_wanted\":1}");
  }

  @Test
  void aSellerDoesNotGetAJobItLostBefore() {
    UUID seller = market.seller();
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(seller);
    market.start(held).ok();
    market.letLeaseRunOut(held);
    market.sweep().ok();
    assertThat(claims(market.claim(seller, 1))).isEmpty();
    assertThat(market.take(market.seller()).job()).isEqualTo(held.job());
  }

  private static JsonValue list(String... items) {
    return Json.createArrayBuilder(List.of(items)).build();
  }
}
