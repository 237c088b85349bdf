package io.lumaris.market;

import static io.lumaris.market.SqlMarket.claims;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FairnessSqlTest {
  private static final int MANY = 10_000;

  /** As many as a call may have. */
  private static final int BATCH = 64;

  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID hungry = someone();
  private final UUID modest = someone();
  private UUID seller;

  @BeforeEach
  void aSeller() {
    seller = market.seller();
  }

  @Test
  void tenThousandQueuedJobsDelayAnotherBuyersFirstJobByAtMostOne() {
    submitMany(hungry, MANY, spec());
    UUID mine = market.submitted(modest, spec());
    assertThat(take(2)).contains(mine);
  }

  @Test
  void itHoldsInTheMiddleOfTheQueueToo() {
    submitMany(hungry, MANY, spec());
    for (int i = 0; i < 50; i++) {
      take(64);
    }
    UUID mine = market.submitted(modest, spec());
    assertThat(take(2)).contains(mine);
  }

  @Test
  void eachQueueDelaysItByAtMostOneJob() {
    submitMany(hungry, 1000, spec());
    take(64);
    submitMany(hungry, 1000, spec("memory_mb", 1024));
    UUID mine = market.submitted(modest, spec("memory_mb", 1024));
    UUID other = market.submitted(modest, spec());
    assertThat(take(5)).contains(mine, other);
  }

  @Test
  void aNewSizeDoesNotGoBeforeAllThatWaits() {
    submitMany(hungry, 500, spec());
    for (int i = 0; i < 5; i++) {
      take(64);
    }
    submitMany(modest, 100, spec("memory_mb", 1024));
    List<UUID> next = take(40);
    assertThat(next.stream().filter(this::isOfHungry)).hasSizeBetween(18, 22);
  }

  @Test
  void twoBuyersTakeTurns() {
    submitMany(hungry, 50, spec());
    submitMany(modest, 50, spec());
    List<Boolean> turns = take(40).stream().map(this::isOfHungry).toList();
    assertThat(Collections.frequency(turns, true)).isBetween(19, 21);
  }

  @Test
  void priorityIsAWeight() {
    submitMany(hungry, 100, spec("priority", 1));
    submitMany(modest, 100, spec("priority", 3));
    List<Boolean> turns = take(40).stream().map(this::isOfHungry).toList();
    assertThat(Collections.frequency(turns, true)).isBetween(9, 11);
  }

  @Test
  void aBuyersOwnJobsKeepTheirOrder() {
    List<UUID> mine = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      mine.add(market.submitted(modest, spec()));
    }
    assertThat(take(20)).containsExactlyElementsOf(mine);
  }

  @Test
  void aJobGivenBackGoesBeforeThoseThatCameLater() {
    UUID mine = market.submitted(modest, spec());
    SqlMarket.Held held = market.take(seller);
    submitMany(hungry, 100, spec());
    market.finish(held, SqlMarket.outcome("seller_quit")).ok();
    assertThat(market.take(market.seller()).job()).isEqualTo(mine);
  }

  @Test
  void whoHasWaitedIsNotOvertakenForEver() {
    UUID patient = market.submitted(modest, spec());
    for (int i = 0; i < 100; i++) {
      market.submitted(someone(), spec("priority", 10));
    }
    assertThat(take(1)).containsExactly(patient);
  }

  private void submitMany(UUID buyer, int count, JsonObject spec) {
    for (int left = count; left > 0; left -= BATCH) {
      JsonArrayBuilder jobs = Json.createArrayBuilder();
      for (int i = 0; i < Math.min(left, BATCH); i++) {
        jobs.add(Json.createObjectBuilder().add("spec", spec));
      }
      sql.call("job_submits(?, ?::jsonb)", buyer, jobs.build().toString()).ok();
    }
  }

  private List<UUID> take(int count) {
    return claims(market.claim(seller, count)).stream()
        .map(claim -> UUID.fromString(claim.getString("job_id")))
        .toList();
  }

  private boolean isOfHungry(UUID job) {
    return sql.number("select count(*) from lumaris.job where id = ? and buyer_id = ?", job, hungry)
        == 1;
  }
}
