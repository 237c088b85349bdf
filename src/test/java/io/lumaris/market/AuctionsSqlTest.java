package io.lumaris.market;

import static io.lumaris.market.SqlMarket.claims;
import static io.lumaris.market.SqlMarket.exit;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Crowd;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sealed bids for a job, and who wins. Every price is that of a start alone. */
class AuctionsSqlTest extends AuctionFixture {
  private static final int RACES = 1_000;

  @Test
  void everySellerThatCouldRunItIsToldAndNobodyMayJustTakeIt() {
    Reply reply = market.submit(buyer, null, auction());
    assertThat(reply.told("auction")).containsExactlyInAnyOrder("100/" + ann, "100/" + ben);
    assertThat(reply.told("work")).isEmpty();
    assertThat(claims(market.claim(ann, 1))).isEmpty();
    assertThat(reply.job().getString("why"))
        .matches("Waiting: sellers may bid until .+ UTC, none has so far\\.");
  }

  @Test
  void whenAllHaveBidTheLowestBidHasTheJobAtOnceAtItsPrice() {
    UUID job = market.submitted(buyer, auction());
    bid(ann, job, 90).ok();
    assertThat(market.job(buyer, job).getString("state")).isEqualTo("queued");
    Reply last = bid(ben, job, 80);
    assertThat(last.told("work")).containsExactly("100/" + ben);
    assertThat(market.job(buyer, job).getString("state")).isEqualTo("assigned");
    SqlMarket.Held held = market.take(ben);
    assertThat(held.job()).isEqualTo(job);
    market.start(held).ok();
    market.finish(held, exit(0)).ok();
    assertThat(market.job(buyer, job).getJsonNumber("cost").longValue()).isEqualTo(80);
  }

  @Test
  void theAuctionClosesByTimeWithWhoeverHasBid() {
    UUID job = market.submitted(buyer, auction());
    bid(ben, job, 150).ok();
    letTimePass(job);
    market.sweep().ok();
    assertThat(market.take(ben).job()).isEqualTo(job);
  }

  @Test
  void theQueueTimeoutBeginsWhenTheAuctionIsOver() {
    UUID job =
        market.submitted(
            buyer, Json.createObjectBuilder(auction()).add("queue_timeout_s", 1).build());
    assertThat(
            sql.number(
                "select extract(epoch from queue_deadline - created_at)::int from lumaris.job where id = ?",
                job))
        .isEqualTo(6);
  }

  @Test
  void anyClaimClosesWhatIsDueWithoutTheSweeper() {
    UUID job = market.submitted(buyer, auction());
    bid(ben, job, 150).ok();
    letTimePass(job);
    assertThat(market.take(ben).job()).isEqualTo(job);
  }

  @Test
  void theScoreCountsTheRecordAndNotThePriceAlone() {
    sql.update("update lumaris.seller set lost = 50, succeeded = 10 where id = ?", ann);
    sql.update("update lumaris.seller set succeeded = 60 where id = ?", ben);
    UUID job = market.submitted(buyer, auction());
    bid(ann, job, 80).ok();
    bid(ben, job, 100).ok();
    assertThat(market.take(ben).job()).isEqualTo(job);
  }

  @Test
  void theBuyerPicksWhileBidsComeIn() {
    UUID job = market.submitted(buyer, auction("auction_pick", "buyer"));
    bid(ann, job, 90).ok();
    bid(ben, job, 120).ok();
    assertThat(market.job(buyer, job).getString("state")).isEqualTo("queued");
    assertThat(pick(job, ben).job().getString("state")).isEqualTo("assigned");
    assertThat(market.take(ben).job()).isEqualTo(job);
    assertThat(pick(job, ann).reason()).isEqualTo("auction_closed");
  }

  @Test
  void onlyABidCanBePickedAndOnlyByTheBuyer() {
    UUID job = market.submitted(buyer, auction("auction_pick", "buyer"));
    assertThat(pick(job, ann).reason()).isEqualTo("bid_not_found");
    bid(ann, job, 90).ok();
    assertThat(sql.call("auction_pick(?, ?, ?)", ben, job, ann).reason())
        .isEqualTo("job_not_found");
  }

  @Test
  void withoutBidsItWaitsAtTheStandingAsks() {
    UUID job = market.submitted(buyer, auction());
    letTimePass(job);
    market.sweep().ok();
    assertThat(market.take(ann).job()).isEqualTo(job);
  }

  @Test
  void withoutBidsItFailsIfTheBuyerChoseSo() {
    UUID job = market.submitted(buyer, auction("auction_no_bids", "fail"));
    letTimePass(job);
    market.sweep().ok();
    JsonObject failed = market.job(buyer, job);
    assertThat(failed.getString("why")).isEqualTo("Failed: no seller bid for it within 5 s.");
    assertThat(failed.getJsonNumber("cost").longValue()).isZero();
    assertThat(money.held(buyer)).isZero();
  }

  @Test
  void aWinnerThatDoesNotStartHasALostAttemptAndTheJobGoesOn() {
    sql.update("update lumaris.setting set value = 0 where name = 'record_refresh_ms'");
    UUID job = market.submitted(buyer, auction());
    bid(ann, job, 90).ok();
    bid(ben, job, 150).ok();
    sql.update("update lumaris.attempt set lease_until = now() - interval '1 second'");
    market.sweep().ok();
    market.heartbeat(ann).ok();
    assertThat(sql.number("select lost from lumaris.seller where id = ?", ann)).isOne();
    assertThat(market.take(ben).job()).isEqualTo(job);
  }

  @Test
  void whatWasWonIsToldInEveryClaimUntilTheSellerIsHeardOf() {
    UUID job = market.submitted(buyer, auction());
    bid(ben, job, 150).ok();
    bid(ann, job, 90).ok();
    SqlMarket.Held first = market.take(ann);
    assertThat(market.take(ann)).isEqualTo(first);
    market.heartbeat(first, "pulling").ok();
    assertThat(claims(market.claim(ann, 1))).isEmpty();
  }

  @Test
  void bidAndCloseAtOnceLeaveOneWinnerWhoseBidWasThere() {
    market.seller(); // has not bid: nothing closes early
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < RACES; i++) {
        UUID job = market.submitted(buyer, auction());
        bid(ann, job, 90).ok();
        UUID raced = job;
        List<Reply> replies =
            crowd.race(
                List.of(
                    () -> bid(ben, raced, 80),
                    () -> {
                      letTimePass(raced);
                      return market.sweep();
                    }));
        boolean inTime = replies.get(0).code() == 0;
        market.sweep().ok();
        assertThat(winner(job)).as("race %s", i).isEqualTo(inTime ? ben : ann);
        market.cancel(buyer, job).ok();
      }
    }
  }

  @Test
  void aSweepThatComesLateGivesTheJobToWhoBidForIt() {
    UUID job =
        market.submitted(
            buyer, Json.createObjectBuilder(auction()).add("queue_timeout_s", 1).build());
    bid(ben, job, 150).ok();
    letTimePass(job);
    sql.update("update lumaris.job set queue_deadline = now() where id = ?", job);
    market.sweep().ok();
    assertThat(winner(job)).isEqualTo(ben);
  }

  private Reply pick(UUID job, UUID seller) {
    return sql.call("auction_pick(?, ?, ?)", buyer, job, seller);
  }

  private UUID winner(UUID job) {
    return UUID.fromString(
        sql.text("select seller_id::text from lumaris.attempt where job_id = ?", job));
  }
}
