package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may bid in an auction and for what, and what a bid costs who wins. */
class BidsSqlTest extends AuctionFixture {
  @Test
  void aBidMayBeChangedUntilTheAuctionCloses() {
    money.sellerAsking(500, 0, 0);
    UUID job = market.submitted(buyer, auction());
    bid(ann, job, 90).ok();
    bid(ben, job, 80).ok();
    bid(ann, job, 70).ok();
    letTimePass(job);
    assertThat(market.take(ann).job()).isEqualTo(job);
  }

  @Test
  void secondPriceGivesTheWinnerWhatTheSecondBestIsWorth() {
    UUID job = market.submitted(buyer, auction("auction_price", "second"));
    bid(ann, job, 60).ok();
    bid(ben, job, 90).ok();
    SqlMarket.Held held = market.take(ann);
    market.start(held).ok();
    market.finish(held, exit(0)).ok();
    assertThat(market.job(buyer, job).getJsonNumber("cost").longValue()).isEqualTo(90);
  }

  @Test
  void secondPriceOfTheCheapestIsThatOfTheSecondCheapestWhateverItsRecord() {
    sql.update("update lumaris.seller set lost = 20 where id = ?", ben);
    JsonObject spec =
        Json.createObjectBuilder(auction("auction_price", "second"))
            .add("prefer", "cheapest")
            .build();
    UUID job = market.submitted(buyer, spec);
    bid(ann, job, 60).ok();
    bid(ben, job, 90).ok();
    SqlMarket.Held held = market.take(ann);
    market.start(held).ok();
    market.finish(held, exit(0)).ok();
    assertThat(market.job(buyer, job).getJsonNumber("cost").longValue()).isEqualTo(90);
  }

  @Test
  void secondPriceOfASingleBidIsTheBid() {
    UUID job = market.submitted(buyer, auction("auction_price", "second"));
    bid(ann, job, 60).ok();
    letTimePass(job);
    SqlMarket.Held held = market.take(ann);
    market.start(held).ok();
    market.finish(held, exit(0)).ok();
    assertThat(market.job(buyer, job).getJsonNumber("cost").longValue()).isEqualTo(60);
  }

  @Test
  void secondPriceNeverGoesBeyondTheBudget() {
    JsonObject spec =
        Json.createObjectBuilder(auction("auction_price", "second")).add("budget", 70).build();
    UUID job = market.submitted(buyer, spec);
    bid(ann, job, 60).ok();
    sql.update("update lumaris.bid set ask = row(50, 0, 0)::lumaris.ask where seller_id = ?", ann);
    sql.update(
        "insert into lumaris.bid (job_id, seller_id, ask) values (?, ?, row(900, 0, 0)::lumaris.ask)",
        job,
        ben);
    letTimePass(job);
    SqlMarket.Held held = market.take(ann);
    market.start(held).ok();
    market.finish(held, exit(0)).ok();
    assertThat(market.job(buyer, job).getJsonNumber("cost").longValue()).isEqualTo(70);
  }

  @Test
  void bidsAreSealedUntilTheEndUnlessTheBuyerPicks() {
    UUID sealed = market.submitted(buyer, auction());
    UUID picked = market.submitted(buyer, auction("auction_pick", "buyer"));
    bid(ann, sealed, 90).ok();
    bid(ann, picked, 90).ok();
    assertThat(shown(sealed).containsKey("bids")).isFalse();
    assertThat(shown(sealed).getInt("count")).isOne();
    assertThat(shown(picked).getJsonArray("bids").getJsonObject(0).getString("seller_name"))
        .isEqualTo("ann");
    bid(ben, sealed, 80).ok();
    assertThat(shown(sealed).getJsonArray("bids")).hasSize(2);
    assertThat(shown(sealed).getJsonArray("bids").getJsonObject(0).getBoolean("won")).isTrue();
    assertThat(sql.call("auction_list(?)", ben).ok().getJsonArray("auctions").toString())
        .doesNotContain("\"90\"", "ann");
  }

  @Test
  void aBidThatTheBudgetCannotPayIsRefused() {
    UUID job =
        market.submitted(buyer, Json.createObjectBuilder(auction()).add("budget", 50).build());
    assertThat(bid(ann, job, 51).message())
        .isEqualTo(
            "bid_too_high: a start and one second would cost 0.000051 credits, the job's limit is"
                + " 0.00005");
  }

  @Test
  void whoCannotRunItCannotBid() {
    UUID small = market.seller(SqlMarket.free(1, 1, 64));
    UUID job = market.submitted(buyer, auction());
    assertThat(bid(small, job, 10).message())
        .isEqualTo("not_eligible: you cannot bid for this job: you do not have 512 MB of memory");
    market.register(buyer, SqlMarket.ROOMY).ok();
    assertThat(bid(buyer, job, 10).message()).contains("it is your own job");
    assertThat(bid(ann, market.submitted(buyer, spec()), 10).reason()).isEqualTo("auction_closed");
  }

  private JsonObject shown(UUID job) {
    return market.job(buyer, job).getJsonObject("auction");
  }
}
