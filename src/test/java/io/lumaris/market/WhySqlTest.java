package io.lumaris.market;

import static io.lumaris.market.SqlMarket.free;
import static io.lumaris.market.SqlMarket.outcome;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The why line: for every state and reason the sentence a buyer reads. */
class WhySqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();

  @Test
  void nobodyIsThere() {
    UUID job = market.submitted(buyer, spec());
    assertThat(why(job)).isEqualTo("Waiting: no seller is online.");
    market.seller();
    sql.update("update lumaris.seller set last_seen_at = now() - interval '31 seconds'");
    assertThat(why(job)).isEqualTo("Waiting: no seller is online.");
  }

  @Test
  void allWhoAreThereTakeNothing() {
    UUID job = market.submitted(buyer, spec());
    market.seller();
    market.seller();
    sql.update("update lumaris.seller set state = 'draining'");
    assertThat(why(job))
        .isEqualTo("Waiting: 2 sellers are online, but both are taking no jobs at the moment.");
  }

  @Test
  void nobodyHasEnough() {
    market.seller(free(9, 2, 1024));
    market.seller(free(9, 2, 1024));
    market.seller(free(9, 1, 4096));
    assertThat(why(market.submitted(buyer, spec("cpus", 4))))
        .isEqualTo("Waiting: 3 sellers are online, none has 4 CPUs.");
    assertThat(why(market.submitted(buyer, spec("memory_mb", 8192))))
        .isEqualTo("Waiting: 3 sellers are online, none has 8,192 MB of memory.");
    JsonObject both = Json.createObjectBuilder(spec("cpus", 2)).add("memory_mb", 2048).build();
    assertThat(why(market.submitted(buyer, both)))
        .isEqualTo(
            "Waiting: 3 sellers are online, none has 2 CPUs and 2,048 MB of memory together.");
  }

  @Test
  void allThatFitAreBusy() {
    market.makeNoOffers();
    UUID seller = market.seller(free(1, 64, 262_144));
    UUID first = market.submitted(buyer, spec());
    assertThat(why(first))
        .isEqualTo("Waiting: a seller that fits is free and is being told: first in the queue.");
    market.take(seller);
    UUID second = market.submitted(buyer, spec());
    UUID third = market.submitted(buyer, spec());
    assertThat(why(second))
        .isEqualTo("Waiting: the only seller that fits is busy: first in the queue.");
    assertThat(why(third))
        .isEqualTo("Waiting: the only seller that fits is busy: position 2 in the queue.");
    market.take(market.seller(free(1, 64, 262_144)));
    assertThat(why(third))
        .isEqualTo("Waiting: all of the 2 sellers that fit are busy: first in the queue.");
  }

  @Test
  void allThatFitHaveTriedIt() {
    SqlMarket.Held held = started();
    market.letLeaseRunOut(held);
    market.sweep().ok();
    assertThat(why(held.job()))
        .isEqualTo(
            "Waiting for another seller after attempt 1 of 3 ("
                + name(held)
                + " was not heard of for 30 s): the only seller online that fits has already tried"
                + " this job.");
  }

  @Test
  void aSellerHasIt() {
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(market.seller());
    assertThat(why(held.job()))
        .matches(
            name(held) + " took the job at \\d\\d:\\d\\d:\\d\\d UTC and is about to start it\\.");
    market.heartbeat(held, "starting").ok();
    assertThat(why(held.job())).isEqualTo(name(held) + " is starting the container.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12582912 | 41943040 | ' (12.0 of 40.0 MB)'",
        "12582912 |          | ' (12.0 MB so far)'",
        "         |          | ''"
      })
  void aSellerPullsTheImage(Long done, Long total, String figures) {
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(market.seller());
    JsonObject progress =
        Json.createObjectBuilder(
                total == null
                    ? JsonObject.EMPTY_JSON_OBJECT
                    : Json.createObjectBuilder().add("total_bytes", total).build())
            .addAll(
                done == null
                    ? Json.createObjectBuilder()
                    : Json.createObjectBuilder().add("done_bytes", done))
            .build();
    market.heartbeat(
        held.seller(),
        Json.createObjectBuilder()
            .add("attempt_id", held.attempt().toString())
            .add("lease_token", held.token().toString())
            .add("phase", "pulling")
            .add("progress", progress)
            .build());
    assertThat(why(held.job()))
        .isEqualTo(name(held) + " is pulling the image lumaris/busybox" + figures + ".");
  }

  @Test
  void itRuns() {
    SqlMarket.Held held = started();
    assertThat(why(held.job()))
        .matches(
            "Running on "
                + name(held)
                + " since \\d\\d:\\d\\d:\\d\\d UTC, must end by (\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d"
                + " UTC\\.");
  }

  @Test
  void itSucceeded() {
    SqlMarket.Held held = started();
    JsonObject ended = Json.createObjectBuilder(SqlMarket.exit(0)).add("run_ms", 61_200).build();
    market.finish(held, ended).ok();
    assertThat(why(held.job())).isEqualTo("Succeeded on " + name(held) + " after 61 s.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit_code         | the program ended with exit code 137",
        "out_of_memory     | the program was killed at its memory limit of 512 MB",
        "run_timeout       | the program was stopped at its time limit of 600 s",
        "budget_reached    | the program was stopped when its budget was used up",
        "write_limit       | the program was stopped because it wrote more to disk than the seller allows",
        "image_not_found   | the image lumaris/busybox was not found",
        "image_not_allowed | the image lumaris/busybox is not allowed",
        "command_not_found | the command was not found in the image lumaris/busybox",
        "invalid_job       | the job cannot be run as it is written",
        "image_pull_failed | {} could not pull the image lumaris/busybox",
        "seller_error      | {} could not run the container",
        "seller_quit       | {} gave the job back",
        "seller_refused    | {} refuses the job by its own rules"
      })
  void itFailed(String reason, String sentence) {
    market.submitted(buyer, spec("max_attempts", 1));
    SqlMarket.Held held = market.take(market.seller());
    market
        .finish(held, Json.createObjectBuilder(outcome(reason)).add("exit_code", 137).build())
        .ok();
    assertThat(why(held.job())).isEqualTo("Failed: " + sentence.replace("{}", name(held)) + ".");
  }

  @Test
  void whatTheSellerSaysIsAdded() {
    SqlMarket.Held held = started();
    JsonObject told =
        Json.createObjectBuilder(outcome("image_not_found")).add("detail", "no such tag.").build();
    market.finish(held, told).ok();
    assertThat(why(held.job()))
        .isEqualTo("Failed: the image lumaris/busybox was not found: no such tag.");
  }

  @Test
  void nobodyTookIt() {
    UUID job = market.submitted(buyer, spec("queue_timeout_s", 1200));
    sql.update("update lumaris.job set queue_deadline = now()");
    market.sweep().ok();
    assertThat(why(job)).isEqualTo("Failed: no seller took the job within 1,200 s.");
  }

  @Test
  void allAttemptsWereLost() {
    UUID job = market.submitted(buyer, spec("max_attempts", 2));
    market.letLeaseRunOut(market.take(market.seller()));
    SqlMarket.Held last = market.take(market.seller());
    market.letLeaseRunOut(last);
    market.sweep().ok();
    assertThat(why(job))
        .isEqualTo("Failed: " + name(last) + " was not heard of for 30 s (attempt 2 of 2).");
  }

  @Test
  void itWasCancelled() {
    UUID waiting = market.submitted(buyer, spec());
    market.cancel(buyer, waiting).ok();
    assertThat(why(waiting))
        .matches("Cancelled by you at \\d\\d:\\d\\d:\\d\\d UTC, while it waited for a seller\\.");
    SqlMarket.Held held = started();
    market.cancel(buyer, held.job()).ok();
    assertThat(why(held.job())).endsWith(", while it ran on " + name(held) + ".");
    market.submitted(buyer, spec());
    SqlMarket.Held early = market.take(held.seller());
    market.cancel(buyer, early.job()).ok();
    assertThat(why(early.job())).endsWith(", before it started on " + name(held) + ".");
  }

  private SqlMarket.Held started() {
    market.submitted(buyer, spec());
    SqlMarket.Held held = market.take(market.seller());
    market.start(held).ok();
    return held;
  }

  private String why(UUID job) {
    return market.job(buyer, job).getString("why");
  }

  private String name(SqlMarket.Held held) {
    return sql.text("select name from lumaris.seller where id = ?", held.seller());
  }
}
