package io.lumaris.market;

import static io.lumaris.market.SqlMarket.claims;
import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is offered a job, who may have it, and who never gets it. */
class MatchingSqlTest extends MatchingFixture {
  private final SqlMoney money = new SqlMoney(sql, market);

  @Test
  void theBestFreeSellerAloneIsToldAndMayTakeTheJob() {
    UUID dear = money.sellerAsking(500, 0, 0);
    UUID cheap = money.sellerAsking(100, 0, 0);
    Reply reply = market.submit(buyer, null, spec());
    assertThat(reply.told("work")).containsExactly("100/" + cheap);
    assertThat(reply.job().getString("why"))
        .matches("Waiting: .+ may take it first, until \\d\\d:\\d\\d:\\d\\d UTC\\.");
    assertThat(claims(market.claim(dear, 1))).isEmpty();
    assertThat(claims(market.claim(cheap, 1))).hasSize(1);
  }

  @Test
  void anOfferThatNobodyTookIsAnybodys() {
    UUID dear = money.sellerAsking(500, 0, 0);
    money.sellerAsking(100, 0, 0);
    market.submitted(buyer, spec());
    letOffersLapse();
    assertThat(claims(market.claim(dear, 1))).hasSize(1);
  }

  @Test
  void theSweeperOffersItToTheNextBest() {
    UUID dear = money.sellerAsking(500, 0, 0);
    UUID cheap = money.sellerAsking(100, 0, 0);
    UUID middle = money.sellerAsking(300, 0, 0);
    market.submitted(buyer, spec());
    letOffersLapse();
    assertThat(market.sweep().told("work")).containsExactly("100/" + middle);
    assertThat(claims(market.claim(cheap, 1))).isEmpty();
    assertThat(claims(market.claim(dear, 1))).isEmpty();
    assertThat(claims(market.claim(middle, 1))).hasSize(1);
  }

  @Test
  void aSellerIsOfferedNoMoreThanItHasRoomFor() {
    UUID cheap = market.seller(SqlMarket.free(2, 2, 2048));
    ask(cheap, 100);
    UUID dear = money.sellerAsking(500, 0, 0);
    for (int i = 0; i < 3; i++) {
      market.submitted(buyer, spec());
    }
    assertThat(offeredTo(cheap)).isEqualTo(2);
    assertThat(offeredTo(dear)).isEqualTo(1);
  }

  @Test
  void jobsOfOneCallAreOfferedToAsManySellersAsTheyNeed() {
    UUID cheap = market.seller(SqlMarket.free(2, 2, 2048));
    ask(cheap, 100);
    UUID dear = money.sellerAsking(500, 0, 0);
    JsonObject job = Json.createObjectBuilder().add("spec", spec()).build();
    sql.call(
            "job_submits(?, ?::jsonb)",
            buyer,
            Json.createArrayBuilder(List.of(job, job, job)).build().toString())
        .ok();
    assertThat(offeredTo(cheap)).isEqualTo(2);
    assertThat(offeredTo(dear)).isEqualTo(1);
  }

  @Test
  void nothingIsOfferedWhileOthersWaitInTheSameQueue() {
    UUID first = market.submitted(someone(), spec());
    UUID seller = market.seller();
    UUID second = market.submitted(buyer, spec());
    assertThat(sql.number("select count(*) from lumaris.job where offered_to is not null"))
        .isZero();
    assertThat(market.take(seller).job()).isEqualTo(first);
    assertThat(market.take(seller).job()).isEqualTo(second);
  }

  @Test
  void anOfferIsOverWhenTheJobWaitsAgain() {
    UUID seller = market.seller();
    market.submitted(buyer, spec());
    market.finish(market.take(seller), SqlMarket.outcome("seller_quit")).ok();
    assertThat(claims(market.claim(market.seller(), 1))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "best, reliable",
    "cheapest, cheap",
    "fastest, fast",
    "most_reliable, reliable",
    ", reliable"
  })
  void theBuyerChoosesWhatIsBest(String prefer, String wanted) {
    seller("cheap", 100, 40, 60, 900);
    seller("fast", 400, 90, 10, 50);
    seller("reliable", 130, 99, 1, 400);
    JsonObject spec = prefer == null ? spec() : spec("prefer", Json.createValue(prefer));
    market.submitted(buyer, spec);
    assertThat(
            sql.text(
                "select s.name from lumaris.job j join lumaris.seller s on s.id = j.offered_to"))
        .isEqualTo(wanted);
  }

  @Test
  void whoseCheckedResultsWereWrongIsWorthLessThanADearerOne() {
    UUID doubtful = seller("doubtful", 100, 100, 0, 100);
    sql.update("update lumaris.seller set agreed = 5, disagreed = 4 where id = ?", doubtful);
    UUID honest = seller("honest", 130, 100, 0, 100);
    market.submitted(buyer, spec());
    assertThat(offeredTo(honest)).isOne();
  }

  @Test
  void whoseCheckedResultsWereMostlyWrongGetsNothingAndIsToldWhy() {
    UUID liar = seller("liar", 100, 100, 0, 100);
    sql.update("update lumaris.seller set agreed = 2, disagreed = 3 where id = ?", liar);
    UUID job = market.submitted(buyer, spec());
    JsonObject answer = market.claim(liar, 1).ok();
    assertThat(answer.getJsonArray("claims")).isEmpty();
    assertThat(answer.getString("why_idle"))
        .isEqualTo(
            "3 of your 5 checked results were wrong, so no more jobs come; ask the operator of"
                + " this market.");
    assertThat(why(job))
        .isEqualTo(
            "Waiting: 1 seller is online, but checked results were wrong too often for more jobs.");
  }

  @Test
  void newcomersAreTriedFirstAsOftenAsTheSettingSays() {
    seller("proven", 100, 100, 0, 100);
    UUID newcomer = seller("newcomer", 150, 0, 0, 100);
    market.submitted(buyer, spec());
    assertThat(offeredTo(newcomer)).isZero();
    sql.update("update lumaris.setting set value = 100 where name = 'newcomer_percent'");
    market.submitted(buyer, spec());
    assertThat(offeredTo(newcomer)).isOne();
  }

  @Test
  void anEndedJobIsOfferedToNobody() {
    UUID seller = market.seller();
    UUID job = market.submitted(buyer, spec());
    market.finish(market.take(seller), exit(0)).ok();
    assertThat(sql.text("select offered_to::text from lumaris.job where id = ?", job)).isNull();
  }

  @Test
  void sellersThatLetOffersLapseDoNotKeepAJobFromTheOthersForLong() {
    seller("ann", 1, 0, 0, 100);
    seller("ben", 1, 0, 0, 100);
    UUID dear = seller("cat", 100, 0, 0, 100);
    UUID job = market.submitted(buyer, spec());
    for (int offers = 0; offers < 3; offers++) {
      assertThat(claims(market.claim(dear, 1))).isEmpty();
      sql.update(
          "update lumaris.job set offered_until = now(), queue_deadline = queue_deadline - interval '5 seconds'");
      market.sweep().ok();
    }
    assertThat(market.take(dear).job()).isEqualTo(job);
  }

  @Test
  void aSellerThatIsNeverHeardOfDoesNotUseUpAllAttempts() {
    market.makeNoOffers();
    UUID silent = market.seller();
    UUID job = market.submitted(buyer, spec("max_attempts", 3));
    for (int i = 0; i < 2; i++) {
      market.letLeaseRunOut(market.take(silent));
      market.sweep().ok();
    }
    assertThat(claims(market.claim(silent, 1))).isEmpty();
    assertThat(market.take(market.seller()).job()).isEqualTo(job);
  }

  private long offeredTo(UUID seller) {
    return sql.number("select count(*) from lumaris.job where offered_to = ?", seller);
  }
}
