package io.lumaris.market;

import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the why line says of a program that ran in an unusual way. */
class UnusualSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"peak_pids\": 128} | ; it reached its limit of 128 processes.",
        "{\"peak_pids\": 127} | .",
        "{\"oom_killed\": true} | ; a process of it was killed at its memory limit of 512 MB.",
        "{\"throttled_ms\": 1001, \"run_ms\": 2000} | ; it was held back at its limit of 1 CPU most of the time.",
        "{\"throttled_ms\": 1000, \"run_ms\": 2000} | .",
        "{\"throttled_ms\": 900, \"run_ms\": 999} | .",
        "{\"peak_pids\": 200, \"oom_killed\": true} | ; a process of it was killed at its memory limit of 512 MB, it reached its limit of 128 processes.",
        "{\"cpu_ms\": 1} | ."
      })
  void aProgramThatEndedSaysWhatWasUnusual(String usage, String end) {
    assertThat(whyAfter("{\"exit_code\": 0, \"usage\": %s}", usage))
        .matches("Succeeded on [a-z-]+( after .*?)?" + end.replace(".", "\\."));
    assertThat(whyAfter("{\"exit_code\": 3, \"reason\": \"exit_code\", \"usage\": %s}", usage))
        .isEqualTo("Failed: the program ended with exit code 3" + end);
  }

  @Test
  void aMemoryKillThatWasTheEndIsNotSaidTwice() {
    assertThat(
            whyAfter(
                "{\"exit_code\": 137, \"reason\": \"out_of_memory\", \"usage\": %s}",
                "{\"oom_killed\": true}"))
        .isEqualTo("Failed: the program was killed at its memory limit of 512 MB.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"many\"", "1.5", "{}", "1e30", "null"})
  void aSellersProfileNeverKeepsABuyerFromItsJobs(String pids) {
    market.makeNoOffers();
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(market.seller());
    market
        .finish(
            held,
            read(
                "{\"exit_code\": 0, \"usage\": {\"peak_pids\": 1}, \"profile\": {\"pids\": %s}}"
                    .formatted(pids)))
        .ok();
    assertThat(market.job(buyer, held.job()).getString("why")).endsWith(".");
    assertThat(sql.call("job_list(?, null, null, null, 25, null)", buyer).ok().getJsonArray("jobs"))
        .hasSize(1);
  }

  private String whyAfter(String outcome, String usage) {
    market.makeNoOffers(); // each is for a seller that is new
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(market.seller());
    sql.call(
            "attempt_started(?, ?, ?, ?::jsonb)",
            held.seller(),
            held.attempt(),
            held.token(),
            Json.createObjectBuilder()
                .add("profile", Json.createObjectBuilder().add("pids", 128))
                .build()
                .toString())
        .ok();
    market.finish(held, read(outcome.formatted(usage))).ok();
    return market.job(buyer, held.job()).getString("why");
  }

  private static JsonObject read(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
