package io.lumaris.market;

import static io.lumaris.market.SqlMarket.answers;
import static io.lumaris.market.SqlMarket.chunks;
import static io.lumaris.market.SqlMarket.claims;
import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.outcome;
import static io.lumaris.market.SqlMarket.report;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static io.lumaris.market.SqlMarket.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many reports in one call; what each does by itself is in the tests of the single commands. */
class ReportsSqlTest {
  private static final JsonObject STARTED =
      Json.createObjectBuilder().add("image_digest", "sha256:abc").build();

  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();

  @Test
  void aWholeRunInOneReportIsOneStepOfItsJob() {
    SqlMarket.Held held = taken(market.seller());
    JsonObject all = report(held, "started", STARTED);
    all = with(with(all, "chunks", chunks("quick\n")), "outcome", exit(0));

    Reply reply = market.report(held.seller(), 0, List.of(all));

    assertThat(answers(reply))
        .containsExactly(
            Json.createObjectBuilder()
                .add("attempt_id", held.attempt().toString())
                .add("state", "succeeded")
                .add("job_state", "succeeded")
                .add("kept_bytes", 6)
                .add("cut_bytes", 0)
                .build());
    assertThat(reply.told("log")).containsExactly("102/" + held.job());
    assertThat(reply.told("job")).containsExactly("100/" + buyer, "102/" + held.job());
    JsonObject job = market.job(buyer, held.job());
    assertThat(job.getString("state")).isEqualTo("succeeded");
    assertThat(job.getInt("version")).isEqualTo(3);
    assertThat(job.getJsonObject("log").getInt("bytes")).isEqualTo(6);
    JsonObject attempt = job.getJsonArray("attempts").getJsonObject(0);
    assertThat(attempt.getString("image_digest")).isEqualTo("sha256:abc");
  }

  @Test
  void aStartToldWithTheEndIsKeptWithinWhatTheMarketSaw() {
    SqlMarket.Held held = taken(market.seller());
    JsonObject early = Json.createObjectBuilder(STARTED).add("started_at", 1).build();
    JsonObject all = with(report(held, "started", early), "outcome", exit(0));
    market.report(held.seller(), 0, List.of(all)).ok();

    JsonObject job = market.job(buyer, held.job());
    assertThat(job.getJsonNumber("started_at")).isEqualTo(job.getJsonNumber("assigned_at"));
  }

  @Test
  void aStartMayComeWithItsFirstOutput() {
    SqlMarket.Held held = taken(market.seller());
    JsonObject both = with(report(held, "started", STARTED), "chunks", chunks("up\n"));

    Reply reply = market.report(held.seller(), 0, List.of(both));

    JsonObject answer = answers(reply).get(0);
    assertThat(answer.getString("state")).isEqualTo("running");
    assertThat(answer.getInt("kept_bytes")).isEqualTo(3);
    assertThat(answer.containsKey("last_seq")).isFalse();
    assertThat(millis(answer, "must_end_by") - millis(reply.ok(), "now")).isEqualTo(600_000);
    assertThat(market.job(buyer, held.job()).getString("state")).isEqualTo("running");
  }

  @Test
  void aStartToldAgainIsAnsweredWithWhereTheOutputStopped() {
    SqlMarket.Held held = taken(market.seller());
    JsonObject both = with(report(held, "started", STARTED), "chunks", chunks("a", "b", "c"));
    market.report(held.seller(), 0, List.of(both)).ok();

    JsonObject start = report(held, "started", STARTED);
    assertThat(answers(market.report(held.seller(), 0, List.of(start))).get(0).getInt("last_seq"))
        .isEqualTo(3);
  }

  @Test
  void aRefusedReportRefusesItselfOnlyAndIsAnsweredInItsPlace() {
    UUID seller = market.seller();
    SqlMarket.Held good = taken(seller);
    SqlMarket.Held guessed = taken(seller);
    SqlMarket.Held senseless = taken(seller);
    SqlMarket.Held lost = taken(seller);
    market.cancel(buyer, lost.job()).ok();
    JsonObject wrongToken =
        with(
            report(guessed, "outcome", exit(0)),
            "lease_token",
            Json.createValue(someone().toString()));
    JsonObject unknown = with(wrongToken, "attempt_id", Json.createValue(someone().toString()));
    JsonObject malformed =
        Json.createObjectBuilder()
            .add("attempt_id", guessed.attempt().toString())
            .add("code", 3)
            .add("message", "invalid_request: reports[5].started: must be an object")
            .build();

    Reply reply =
        market.report(
            seller,
            0,
            List.of(
                wrongToken,
                unknown,
                report(senseless, "outcome", outcome("no_seller")),
                report(good, "outcome", exit(0)),
                report(lost, "chunks", chunks("late")),
                malformed));

    assertThat(answers(reply))
        .extracting(answer -> answer.getInt("code", 0) + " " + reason(answer))
        .containsExactly(
            "9 lease_lost",
            "5 attempt_not_found",
            "3 invalid_request",
            "0 succeeded",
            "9 lease_lost",
            "3 invalid_request");
    assertThat(reply.told("job")).containsExactly("100/" + buyer, "102/" + good.job());
    assertThat(stateOf(guessed)).isEqualTo("assigned");
    assertThat(stateOf(senseless)).isEqualTo("assigned");
    assertThat(stateOf(lost)).isEqualTo("cancelled");
  }

  @Test
  void theSameReportsAgainHaveTheSameAnswersAndChangeNothing() {
    UUID seller = market.seller();
    JsonObject quick = with(report(taken(seller), "chunks", chunks("one")), "outcome", exit(3));
    JsonObject back = report(taken(seller), "outcome", outcome("seller_quit"));
    JsonObject prints = report(taken(seller), "chunks", chunks("two"));
    List<JsonObject> reports = List.of(quick, back, prints);
    List<JsonObject> first = answers(market.report(seller, 0, reports));
    String before = sql.text("select jsonb_agg(to_jsonb(j) order by id) from lumaris.job j");

    Reply again = market.report(seller, 0, reports);

    assertThat(answers(again)).isEqualTo(first);
    assertThat(again.hints()).isEmpty();
    assertThat(sql.text("select jsonb_agg(to_jsonb(j) order by id) from lumaris.job j"))
        .isEqualTo(before);
    assertThat(sql.number("select jobs_done from lumaris.seller")).isOne();
  }

  @Test
  void whatHasEndedIsCountedAndItsSlotsAreFilledByTheSameCall() {
    UUID seller = market.seller();
    List<JsonObject> reports =
        IntStream.range(0, 5).mapToObj(i -> report(taken(seller), "outcome", exit(i % 2))).toList();
    List<String> waiting =
        IntStream.range(0, 3).mapToObj(i -> market.submitted(buyer, spec()).toString()).toList();

    Reply reply = market.report(seller, 4, reports);

    assertThat(claims(reply))
        .extracting(claim -> claim.getString("job_id"))
        .containsExactlyElementsOf(waiting);
    assertThat(reply.ok().containsKey("why_idle")).isFalse();
    assertThat(sql.number("select jobs_done from lumaris.seller")).isEqualTo(5);
    assertThat(sql.number("select free_slots from lumaris.seller")).isEqualTo(61);
    Reply idle = market.report(seller, 4, List.of());
    assertThat(answers(idle)).isEmpty();
    assertThat(idle.ok().getString("why_idle")).isEqualTo("No jobs are waiting.");
  }

  @Test
  void withoutAWishForClaimsNoneAreMade() {
    UUID seller = market.seller();
    SqlMarket.Held held = taken(seller);
    market.submitted(buyer, spec());

    Reply reply = market.report(seller, 0, List.of(report(held, "outcome", exit(0))));

    assertThat(reply.ok().keySet()).containsExactlyInAnyOrder("answers", "now");
  }

  @Test
  void whoHasNotRegisteredIsRefusedAsAWhole() {
    SqlMarket.Held held = taken(market.seller());
    sql.update("delete from lumaris.seller");

    Reply reply = market.report(held.seller(), 1, List.of(report(held, "outcome", exit(0))));

    assertThat(reply.reason()).isEqualTo("not_a_seller");
    assertThat(stateOf(held)).isEqualTo("assigned");
  }

  @Test
  void aJobWhoseSellerFailedGoesToAnotherAlsoWhenItsStartIsToldOnlyNow() {
    SqlMarket.Held held = taken(market.seller());
    UUID other = market.seller();
    JsonObject both = with(report(held, "started", STARTED), "outcome", outcome("seller_error"));

    Reply reply = market.report(held.seller(), 0, List.of(both));

    assertThat(answers(reply).get(0).getString("job_state")).isEqualTo("queued");
    assertThat(reply.told("work")).containsExactly("100/" + other);
    assertThat(market.take(other).job()).isEqualTo(held.job());
  }

  private SqlMarket.Held taken(UUID seller) {
    market.submitted(buyer, spec());
    return market.take(seller);
  }

  private String stateOf(SqlMarket.Held held) {
    return market.job(buyer, held.job()).getString("state");
  }

  private static String reason(JsonObject answer) {
    String message = answer.getString("message", "");
    return message.isEmpty() ? answer.getString("state") : message.replaceFirst(":.*", "");
  }

  private static long millis(JsonObject answer, String field) {
    return answer.getJsonNumber(field).longValue();
  }
}
