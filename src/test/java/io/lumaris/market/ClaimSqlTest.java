package io.lumaris.market;

import static io.lumaris.market.SqlMarket.claims;
import static io.lumaris.market.SqlMarket.free;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Crowd;
import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClaimSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);

  @Test
  void aClaimSaysAllThatASellerNeeds() {
    UUID buyer = someone();
    UUID job = market.submitted(buyer, spec());
    UUID seller = market.seller();
    Reply reply = market.claim(seller, 1);
    JsonObject claim = claims(reply).get(0);
    assertThat(claim.keySet())
        .containsExactlyInAnyOrder(
            "attempt_id",
            "job_id",
            "number",
            "lease_token",
            "lease_until",
            "spec",
            "stop_after_s",
            "now");
    assertThat(claim.getString("job_id")).isEqualTo(job.toString());
    assertThat(claim.getInt("number")).isOne();
    assertThat(claim.getInt("stop_after_s")).isEqualTo(600);
    assertThat(claim.getJsonObject("spec")).isEqualTo(spec());
    assertThat(
            claim.getJsonNumber("lease_until").longValue() - claim.getJsonNumber("now").longValue())
        .isEqualTo(30_000);
    assertThat(reply.told("job")).containsExactly("100/" + buyer, "102/" + job);
    assertThat(market.job(buyer, job).getString("state")).isEqualTo("assigned");
    assertThat(market.job(buyer, job).getInt("version")).isEqualTo(2);
  }

  @Test
  void whoIsNoSellerGetsNothing() {
    market.submitted(someone(), spec());
    Reply reply = market.claim(someone(), 1);
    assertThat(reply.code()).isEqualTo(9);
    assertThat(reply.reason()).isEqualTo("not_a_seller");
  }

  @Test
  void onlyJobsThatFitAreTaken() {
    UUID buyer = someone();
    market.submitted(buyer, spec("cpus", 4));
    market.submitted(buyer, spec("memory_mb", 4096));
    UUID small = market.submitted(buyer, spec());
    UUID seller = market.seller();
    assertThat(claims(market.claim(seller, free(9, 2, 2048), 9)))
        .extracting(claim -> claim.getString("job_id"))
        .containsExactly(small.toString());
  }

  @Test
  void capacityIsUsedUpByWhatIsTaken() {
    UUID buyer = someone();
    for (int i = 0; i < 20; i++) {
      market.submitted(buyer, spec("memory_mb", i % 2 == 0 ? 1024 : 512));
    }
    UUID seller = market.seller();
    assertThat(claims(market.claim(seller, free(64, 3, 262_144), 64))).hasSize(3);
    assertThat(memory(claims(market.claim(seller, free(64, 64, 3000), 64)))).isBetween(2488, 3000);
    assertThat(claims(market.claim(seller, free(2, 64, 262_144), 64))).hasSize(2);
    assertThat(claims(market.claim(seller, 1))).hasSize(1);
    assertThat(claims(market.claim(seller, free(0, 64, 262_144), 64))).isEmpty();
  }

  private static int memory(List<JsonObject> claims) {
    return claims.stream().mapToInt(c -> c.getJsonObject("spec").getInt("memory_mb")).sum();
  }

  @Test
  void aSellerNeverGetsMoreThanItRegistered() {
    UUID buyer = someone();
    for (int i = 0; i < 5; i++) {
      market.submitted(buyer, spec());
    }
    UUID seller = market.seller(free(2, 64, 262_144));
    assertThat(claims(market.claim(seller, 64))).hasSize(2);
  }

  @Test
  void aSellerThatPausesGetsNothingAndIsToldWhy() {
    market.submitted(someone(), spec());
    UUID seller = market.seller();
    sql.update("update lumaris.seller set state = 'paused'");
    Reply reply = market.claim(seller, 1);
    assertThat(claims(reply)).isEmpty();
    assertThat(reply.ok().getString("why_idle")).isEqualTo("You are paused, so no new jobs come.");
  }

  @Test
  void aJobNeverComesBackToASellerThatHadIt() {
    UUID job = market.submitted(someone(), spec());
    UUID first = market.seller();
    SqlMarket.Held held = market.take(first);
    market.start(held).ok();
    market.finish(held, SqlMarket.outcome("seller_error")).ok();
    UUID other = market.submitted(someone(), spec("priority", 10));
    assertThat(claims(market.claim(first, 64)))
        .extracting(claim -> claim.getString("job_id"))
        .containsExactly(other.toString());
    assertThat(market.take(market.seller()).job()).isEqualTo(job);
  }

  @Test
  void aClaimWhoseAnswerGotLostDoesNotCountAsHavingHadTheJob() {
    UUID job = market.submitted(someone(), spec());
    UUID seller = market.seller();
    market.letLeaseRunOut(market.take(seller));
    assertThat(market.take(seller).job()).isEqualTo(job);
  }

  @Test
  void expiredLeasesAreClaimedWithoutTheSweeper() {
    UUID buyer = someone();
    UUID job = market.submitted(buyer, spec());
    SqlMarket.Held lost = market.take(market.seller());
    market.start(lost).ok();
    market.letLeaseRunOut(lost);
    UUID second = market.seller();
    Reply reply = market.claim(second, 1);
    assertThat(claims(reply).get(0).getString("job_id")).isEqualTo(job.toString());
    assertThat(claims(reply).get(0).getInt("number")).isEqualTo(2);
    assertThat(reply.told("lease_lost")).containsExactly("100/" + lost.seller());
  }

  @Test
  void aJobThatWaitedTooLongIsNotTaken() {
    UUID buyer = someone();
    UUID job = market.submitted(buyer, spec());
    sql.update("update lumaris.job set queue_deadline = now() - interval '1 second'");
    assertThat(claims(market.claim(market.seller(), 1))).isEmpty();
    assertThat(market.job(buyer, job).getString("reason")).isEqualTo("no_seller");
  }

  @Test
  void twoSellersNeverHoldTheSameAttemptInAThousandRaces() {
    sql.update("update lumaris.setting set value = 3600000 where name = 'lease_ms'"); // none ends
    UUID buyer = someone();
    UUID one = market.seller();
    UUID two = market.seller();
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < 1000; i++) {
        UUID job = market.submitted(buyer, spec());
        List<List<JsonObject>> taken =
            crowd.race(
                List.of(() -> claims(market.claim(one, 1)), () -> claims(market.claim(two, 1))));
        assertThat(taken.stream().flatMap(List::stream).map(claim -> claim.getString("job_id")))
            .as("race %s", i)
            .containsExactly(job.toString());
      }
    }
    assertThat(sql.number("select count(*) from lumaris.attempt")).isEqualTo(1000);
  }

  @Test
  void eightSellersEmptyAQueueOfManyShapesAndTakeEachJobOnce() {
    UUID buyer = someone();
    for (int i = 0; i < 400; i++) {
      market.submitted(buyer, spec("memory_mb", 100 + i % 7));
    }
    List<Callable<List<String>>> sellers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      UUID seller = market.seller();
      sellers.add(() -> takeAll(seller));
    }
    try (Crowd crowd = new Crowd(8)) {
      List<String> all = crowd.race(sellers).stream().flatMap(List::stream).toList();
      assertThat(all).hasSize(400).doesNotHaveDuplicates();
    }
  }

  /** Claims as long as anything waits: others may hold the rest for a moment. */
  private List<String> takeAll(UUID seller) {
    List<String> taken = new ArrayList<>();
    while (sql.number("select count(*) from lumaris.job where state = 'queued'") > 0) {
      claims(market.claim(seller, 3)).forEach(claim -> taken.add(claim.getString("job_id")));
    }
    return taken;
  }
}
