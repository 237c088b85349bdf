package io.lumaris.market;

import static io.lumaris.market.SqlMarket.free;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Crowd;
import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SellersSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);

  @Test
  void aNameIsTwoWordsAndStays() {
    UUID seller = someone();
    String name =
        market.register(seller, SqlMarket.ROOMY).ok().getJsonObject("seller").getString("name");
    assertThat(name)
        .matches("[a-z]+-[a-z]+")
        .isEqualTo(sql.text("select lumaris.name_of(?)", seller));
    assertThat(
            market.register(seller, free(1, 1, 64)).ok().getJsonObject("seller").getString("name"))
        .isEqualTo(name);
  }

  @Test
  void aThousandSellersHaveAThousandNames() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      names.add(
          market
              .register(someone(), SqlMarket.ROOMY)
              .ok()
              .getJsonObject("seller")
              .getString("name"));
    }
    assertThat(names).hasSize(1000);
    assertThat(names).anyMatch(name -> name.matches("[a-z]+-[a-z]+-[0-9a-f]{2}"));
  }

  @Test
  void aSellerMayChooseAFreeName() {
    UUID one = someone();
    UUID two = someone();
    assertThat(named(one, "my-shed").ok().getJsonObject("seller").getString("name"))
        .isEqualTo("my-shed");
    Reply taken = named(two, "my-shed");
    assertThat(taken.code()).isEqualTo(3);
    assertThat(taken.message())
        .isEqualTo("invalid_request: name: another seller is called that; choose another name");
    assertThat(named(one, "my-shed").code()).isZero();
  }

  @Test
  void theListShowsWhatASellerHasAndHasLeftOnlineFirst() {
    UUID offline = market.seller();
    sql.update("update lumaris.seller set last_seen_at = now() - interval '1 hour'");
    UUID online = market.seller(free(4, 2, 2048));
    market.submitted(someone(), spec());
    market.claim(online, free(4, 2, 2048), 1).ok();
    List<JsonObject> sellers =
        sql.call("seller_list()").ok().getJsonArray("sellers").getValuesAs(JsonObject.class);
    assertThat(sellers)
        .extracting(s -> s.getString("id"))
        .containsExactly(online.toString(), offline.toString());
    JsonObject first = sellers.get(0);
    assertThat(first.keySet())
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "record",
            "uptime",
            "online",
            "state",
            "cpus",
            "memory_mb",
            "free_cpus",
            "free_memory_mb",
            "slots",
            "free_slots",
            "isolation",
            "jobs_done",
            "ask",
            "last_seen_at");
    assertThat(first.getBoolean("online")).isTrue();
    assertThat(first.getInt("free_slots")).isEqualTo(3);
    assertThat(first.getInt("free_cpus")).isOne();
    assertThat(first.getInt("free_memory_mb")).isEqualTo(1536);
    assertThat(sellers.get(1).getBoolean("online")).isFalse();
    assertThat(sellers.get(1).getInt("free_slots")).isZero();
  }

  @Test
  void workThatWasDoneIsCountedFailuresOfTheSellerAreNot() {
    UUID seller = market.seller();
    for (String reason :
        List.of("exit_code", "out_of_memory", "seller_error", "image_pull_failed")) {
      market.submitted(someone(), spec("max_attempts", 1));
      market
          .finish(
              market.take(seller),
              Json.createObjectBuilder().add("reason", reason).add("exit_code", 1).build())
          .ok();
    }
    assertThat(sql.number("select jobs_done from lumaris.seller")).isEqualTo(2);
  }

  @Test
  void aSellerIsToldWhyNothingComes() {
    UUID seller = market.seller(free(2, 2, 1024));
    assertThat(idle(seller, free(2, 2, 1024))).isEqualTo("No jobs are waiting.");
    assertThat(idle(seller, free(0, 2, 1024))).isEqualTo("All of your 2 slots are in use.");
    market.submitted(someone(), spec("memory_mb", 4096));
    assertThat(idle(seller, free(2, 2, 1024)))
        .isEqualTo(
            "Jobs are waiting, but none fits what you have free: 2 CPUs and 1,024 MB of memory.");
    sql.update("update lumaris.seller set state = 'draining'");
    assertThat(idle(seller, free(2, 2, 1024))).isEqualTo("You are draining, so no new jobs come.");
  }

  @Test
  void aSellerThatTriedAllThatWaitsIsToldSo() {
    market.submitted(someone(), spec());
    UUID seller = market.seller();
    market.finish(market.take(seller), SqlMarket.outcome("seller_error")).ok();
    assertThat(idle(seller, SqlMarket.ROOMY))
        .isEqualTo(
            "Jobs that fit are waiting, but their budgets do not pay what you ask, you have tried them"
                + " before, they name other sellers, or others are taking them now.");
  }

  @Test
  void ofTwoSellersThatTakeANameAtOnceOneIsToldThatItIsTaken() {
    List<UUID> sellers = List.of(market.seller(), market.seller());
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < 200; i++) {
        String name = "name-" + i;
        List<Reply> replies =
            crowd.race(sellers.stream().<Callable<Reply>>map(s -> () -> named(s, name)).toList());
        assertThat(replies)
            .as("race %s", i)
            .extracting(Reply::reason)
            .containsOnlyOnce("invalid_request");
      }
    }
  }

  private String idle(UUID seller, JsonObject free) {
    return market.claim(seller, free, 1).ok().getString("why_idle");
  }

  private Reply named(UUID seller, String name) {
    JsonObject wish =
        Json.createObjectBuilder(SqlMarket.ROOMY)
            .add("isolation", Json.createArrayBuilder().add("runc"))
            .add("name", name)
            .build();
    return sql.call("seller_update(?, ?::jsonb)", seller, wish.toString());
  }
}
