package io.lumaris.market;

import static io.lumaris.market.SqlMarket.answers;
import static io.lumaris.market.SqlMarket.claims;
import static io.lumaris.market.SqlMarket.exit;
import static io.lumaris.market.SqlMarket.report;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Crowd;
import io.lumaris.testing.MarketSql;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Calls that speak of the same attempts in the same moment: none waits for ever, one end counts.
 */
class ReportRacesSqlTest {
  @RegisterExtension final MarketSql sql = new MarketSql();
  private final SqlMarket market = new SqlMarket(sql);
  private final UUID buyer = someone();
  private UUID seller;

  @BeforeEach
  void aSeller() {
    seller = market.seller();
  }

  @Test
  void twoCallsWithTheSameReportsInOppositeOrdersEndEachAttemptOnce() {
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < 1000; i++) {
        List<SqlMarket.Held> held = taken(3);
        List<JsonObject> failed = reports(held, exit(3));
        List<JsonObject> succeeded = reversed(reports(held, exit(0)));
        List<Reply> replies =
            crowd.race(
                List.of(
                    () -> market.report(seller, 0, failed),
                    () -> market.report(seller, 0, succeeded)));
        assertThat(answers(replies.get(0)))
            .as("race %s", i)
            .isEqualTo(reversed(answers(replies.get(1))));
      }
    }
    assertThat(sql.number("select jobs_done from lumaris.seller")).isEqualTo(3000);
    assertThat(sql.number("select count(*) from lumaris.job where ended_at is null")).isZero();
  }

  @Test
  void overlappingCallsThatAlsoClaimTakeEveryJobOnce() {
    for (int i = 0; i < 400; i++) {
      market.submitted(buyer, spec());
    }
    List<JsonObject> mine = List.of();
    List<JsonObject> others = List.of();
    try (Crowd crowd = new Crowd(2)) {
      do {
        List<JsonObject> first = mine;
        List<JsonObject> second = others;
        List<Reply> replies =
            crowd.race(
                List.of(
                    () -> market.report(seller, 4, first), () -> market.report(seller, 4, second)));
        mine = nextReports(replies.get(0), second);
        others = nextReports(replies.get(1), first);
      } while (!mine.isEmpty() || !others.isEmpty());
    }
    assertThat(sql.number("select count(*) from lumaris.job where state = 'succeeded'"))
        .isEqualTo(400);
    assertThat(sql.number("select count(*) from lumaris.attempt")).isEqualTo(400);
    assertThat(sql.number("select jobs_done from lumaris.seller")).isEqualTo(400);
  }

  @Test
  void aCancelOfOneAmongManyLeavesOneEndThatBothAgreeOn() {
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < 300; i++) {
        List<SqlMarket.Held> held = taken(3);
        UUID unwanted = held.get(i % 3).job();
        List<Reply> replies =
            crowd.race(
                List.of(
                    () -> market.report(seller, 0, reports(held, exit(0))),
                    () -> market.cancel(buyer, unwanted)));
        boolean ended = !answers(replies.get(0)).get(i % 3).containsKey("code");
        boolean cancelled = replies.get(1).ok().getBoolean("changed");
        assertThat(ended).as("race %s", i).isNotEqualTo(cancelled);
        assertThat(market.job(buyer, unwanted).getString("state"))
            .isEqualTo(ended ? "succeeded" : "cancelled");
      }
    }
    assertThat(
            sql.number(
                "select count(*) from lumaris.job where state in ('succeeded', 'cancelled')"))
        .isEqualTo(900);
  }

  @Test
  void aSweepOfWhatIsBeingReportedLeavesOneEndThatBothAgreeOn() {
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < 300; i++) {
        List<SqlMarket.Held> held = taken(3);
        held.forEach(market::letLeaseRunOut);
        List<Reply> replies =
            crowd.race(
                List.of(
                    () -> market.report(seller, 0, reports(held, exit(0))), () -> market.sweep()));
        long lost =
            answers(replies.get(0)).stream().filter(answer -> answer.containsKey("code")).count();
        assertThat(replies.get(1).ok().getInt("leases_ended"))
            .as("race %s", i)
            .isEqualTo((int) lost);
        held.forEach(one -> market.cancel(buyer, one.job()).ok());
      }
    }
    assertThat(
            sql.number("select count(*) from lumaris.attempt where state in ('succeeded', 'lost')"))
        .isEqualTo(900);
  }

  @Test
  void aHeartbeatAndReportsOfTheSameAttemptsDoNotWaitForEachOther() {
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < 300; i++) {
        List<SqlMarket.Held> held = taken(6);
        JsonObject[] leases =
            held.stream().map(one -> phase(one, "running")).toArray(JsonObject[]::new);
        List<Reply> replies =
            crowd.race(
                List.of(
                    () -> market.report(seller, 0, reports(held, exit(0))),
                    () -> market.heartbeat(seller, leases)));
        assertThat(answers(replies.get(0)))
            .as("race %s", i)
            .allMatch(answer -> answer.getString("state").equals("succeeded"));
        replies.get(1).ok();
      }
    }
  }

  private List<SqlMarket.Held> taken(int count) {
    for (int i = 0; i < count; i++) {
      market.submitted(buyer, spec());
    }
    return claims(market.claim(seller, count)).stream()
        .map(claim -> SqlMarket.Held.of(seller, claim))
        .toList();
  }

  private static List<JsonObject> reports(List<SqlMarket.Held> held, JsonObject outcome) {
    return held.stream().map(one -> report(one, "outcome", outcome)).toList();
  }

  /** The ends of what was claimed, and again some that somebody else has told by now. */
  private List<JsonObject> nextReports(Reply reply, List<JsonObject> others) {
    List<JsonObject> next =
        new ArrayList<>(
            claims(reply).stream()
                .map(claim -> report(SqlMarket.Held.of(seller, claim), "outcome", exit(0)))
                .toList());
    if (!next.isEmpty()) {
      next.addAll(others);
    }
    return next;
  }

  private static JsonObject phase(SqlMarket.Held held, String phase) {
    return Json.createObjectBuilder(SqlMarket.lease(held)).add("phase", phase).build();
  }

  private static <T> List<T> reversed(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.reverse(copy);
    return copy;
  }
}
