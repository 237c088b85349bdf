package io.lumaris.market;

import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Crowd;
import io.lumaris.testing.Reply;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Money under races, a thousand times each; the audit holds after all of them. */
class MoneyRacesSqlTest extends LedgerFixture {
  private static final int RACES = 1_000;
  private static final long BUDGET = 1_000;

  /** What the seller asks for a start; time costs nothing, so every end but a loss costs it. */
  private static final long ASK = 100;

  @Test
  void ofTwoJobsForTheLastCreditOneIsTaken() {
    UUID buyer = money.accountWith(BUDGET);
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < RACES; i++) {
        List<Reply> replies =
            crowd.race(
                Collections.nCopies(2, () -> market.submit(buyer, null, spec("budget", 1_000))));
        assertThat(replies).extracting(Reply::reason).containsOnlyOnce("insufficient_funds");
        assertThat(money.available(buyer)).isZero();
        Reply taken = replies.stream().filter(reply -> reply.code() == 0).findFirst().orElseThrow();
        market.cancel(buyer, UUID.fromString(taken.job().getString("id"))).ok();
      }
    }
    assertThat(money.available(buyer)).isEqualTo(BUDGET);
  }

  @Test
  void theSameEndDeliveredFiftyTimesAtOnceIsPaidOnce() {
    UUID buyer = money.accountWith(RACES * ASK + BUDGET);
    UUID seller = money.sellerAsking(ASK, 0, 0);
    try (Crowd crowd = new Crowd(50)) {
      for (int i = 1; i <= RACES; i++) {
        SqlMarket.Held held = running(buyer, seller);
        List<Reply> replies =
            crowd.race(Collections.nCopies(50, () -> market.finish(held, exit(0))));
        assertThat(replies).allMatch(reply -> reply.code() == 0);
        assertThat(money.available(seller)).isEqualTo(i * (ASK - 2));
      }
    }
    assertThat(money.available(buyer)).isEqualTo(BUDGET);
  }

  @Test
  void anEndAndACancelAtOnceArePaidOnce() {
    race(held -> () -> market.cancel(buyerOf(held), held.job()), ASK);
  }

  @Test
  void anEndAndTheSweepAtOnceArePaidOnceOrNotAtAll() {
    race(
        held -> {
          market.letLeaseRunOut(held);
          return () -> market.sweep();
        },
        0);
  }

  @Test
  void sellersThatEndJobsOfTheSameBuyersInOneCallEachNeverWaitForEachOther() {
    market.makeNoOffers();
    List<UUID> buyers =
        List.of(money.accountWith(BUDGET * RACES), money.accountWith(BUDGET * RACES));
    List<UUID> sellers = List.of(money.sellerAsking(ASK, 0, 0), money.sellerAsking(ASK, 0, 0));
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 1; i <= RACES; i++) {
        List<Callable<Reply>> calls = new ArrayList<>();
        for (UUID seller : sellers) {
          List<JsonObject> ends =
              buyers.stream()
                  .map(buyer -> SqlMarket.report(running(buyer, seller), "outcome", exit(0)))
                  .toList();
          calls.add(() -> market.report(seller, 0, ends));
        }
        assertThat(crowd.race(calls)).as("race %s", i).allMatch(reply -> reply.code() == 0);
        assertThat(money.available(sellers.get(0))).isEqualTo(i * 2L * (ASK - 2));
      }
    }
  }

  @Test
  void ofTwoPayoutsOfDifferentAccountsWithOneIdOneIsMade() {
    List<UUID> accounts = List.of(money.accountWith(BUDGET), money.accountWith(BUDGET));
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < BUDGET; i++) {
        UUID payment = UUID.randomUUID();
        List<Callable<Reply>> calls = new ArrayList<>();
        for (UUID account : accounts) {
          calls.add(() -> sql.call("payout_request(?, 1, ?, null)", account, payment));
        }
        assertThat(crowd.race(calls))
            .as("race %s", i)
            .extracting(Reply::reason)
            .containsOnlyOnce("payment_conflict");
      }
    }
  }

  private interface Rival {
    Callable<Reply> to(SqlMarket.Held held);
  }

  /** The end against somebody else's, who leaves the job costing so much if he was first. */
  private void race(Rival rival, long costOfRival) {
    UUID buyer = money.accountWith(RACES * ASK + BUDGET);
    UUID seller = money.sellerAsking(ASK, 0, 0);
    long spent = 0;
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 1; i <= RACES; i++) {
        SqlMarket.Held held = running(buyer, seller);
        List<Reply> replies =
            crowd.race(List.of(() -> market.finish(held, exit(0)), rival.to(held)));
        spent += replies.get(0).code() == 0 ? ASK : costOfRival;
        if (sql.number("select count(*) from lumaris.job where state = 'queued'") > 0) {
          market.cancel(buyer, held.job()).ok(); // given to another seller: there is none
        }
        assertThat(money.available(buyer)).isEqualTo(RACES * ASK + BUDGET - spent);
        assertThat(money.held(buyer)).isZero();
      }
    }
    assertThat(money.available(seller)).isEqualTo(spent / ASK * (ASK - 2));
  }

  private UUID buyerOf(SqlMarket.Held held) {
    return UUID.fromString(
        sql.text("select buyer_id::text from lumaris.job where id = ?", held.job()));
  }

  private SqlMarket.Held running(UUID buyer, UUID seller) {
    market.submitted(buyer, spec("budget", (int) BUDGET));
    SqlMarket.Held held = market.take(seller);
    market.start(held).ok();
    return held;
  }
}
