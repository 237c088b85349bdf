package io.lumaris.market;

import static io.lumaris.market.SqlMarket.answers;
import static io.lumaris.market.SqlMarket.someone;
import static io.lumaris.market.SqlMarket.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.Crowd;
import io.lumaris.testing.Reply;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many jobs in one call. */
class SubmitsSqlTest extends LedgerFixture {
  private static final int RACES = 300;
  private static final int BUDGET = 1_000;

  @Test
  void eachJobIsAnsweredInItsPlace() {
    UUID buyer = money.accountWith(2 * BUDGET);
    UUID before = market.submitted(buyer, spec("budget", BUDGET));
    sql.update("update lumaris.job set client_token = 'before'");

    List<JsonObject> answers =
        submit(
            buyer,
            told("before", spec("budget", BUDGET)),
            told("new", spec("budget", BUDGET)),
            Json.createObjectBuilder().add("code", 3).add("message", "invalid_job: no").build(),
            told("dear", spec("budget", BUDGET)),
            told("before", spec("memory_mb", 1_024)));

    assertThat(answers).hasSize(5);
    assertThat(answers.get(0).getString("job_id")).isEqualTo(before.toString());
    assertThat(answers.get(0).getBoolean("created")).isFalse();
    assertThat(answers.get(1).getBoolean("created")).isTrue();
    assertThat(answers.get(2).getString("message")).isEqualTo("invalid_job: no");
    assertThat(answers.get(3).getString("message"))
        .startsWith("insufficient_funds: the job's budget is 0.001 credits, you have 0;");
    assertThat(answers.get(4).getString("message")).startsWith("token_conflict: ");
    assertThat(sql.number("select count(*) from lumaris.job")).isEqualTo(2);
    assertThat(money.held(buyer)).isEqualTo(2 * BUDGET);
  }

  @Test
  void aTokenThatIsThereTwiceMakesOneJob() {
    UUID buyer = someone();
    List<JsonObject> answers = submit(buyer, told("mine", spec()), told("mine", spec()));
    assertThat(answers).extracting(a -> a.getBoolean("created")).containsExactly(true, false);
    assertThat(answers.get(1).getString("job_id")).isEqualTo(answers.get(0).getString("job_id"));
  }

  @Test
  void jobsAreServedInTheOrderOfTheCall() {
    UUID buyer = someone();
    List<JsonObject> answers = submit(buyer, Collections.nCopies(8, told(null, spec())));
    assertThat(answers).extracting(a -> a.getString("job_id")).isEqualTo(queue());
  }

  @Test
  void jobsOfDifferentNeedsInOneCallSeeTheirOwnSellers() {
    UUID buyer = money.accountWith(1_000_000_000);
    UUID seller = money.sellerAsking(100, 0, 0);
    JsonObject small = spec("cpus", 1);
    JsonObject tooLarge = spec("cpus", 4_000);
    submit(buyer, told("a", small), told("b", tooLarge), told("c", small));
    assertThat(sql.number("select budget from lumaris.job where client_token = 'c'"))
        .isEqualTo(100);
    assertThat(sql.number("select budget from lumaris.job where client_token = 'b'"))
        .isGreaterThan(100);
    assertThat(market.claim(seller, 64).ok().getJsonArray("claims")).hasSize(2);
  }

  @Test
  void callsAtOnceNeverSpendMoreThanThereIs() {
    UUID buyer = money.accountWith(7 * BUDGET);
    List<JsonObject> five = Collections.nCopies(5, told(null, spec("budget", BUDGET)));
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < RACES; i++) {
        List<Reply> replies = crowd.race(Collections.nCopies(2, () -> call(buyer, five)));
        assertThat(replies).allMatch(reply -> reply.code() == 0);
        assertThat(money.available(buyer)).isZero();
        cancelAll(buyer, 7);
      }
    }
  }

  @Test
  void callsAtOnceNeverPassTheLimitOfUnfinishedJobs() {
    sql.update("update lumaris.setting set value = 7 where name = 'unfinished_jobs_per_buyer'");
    UUID buyer = someone();
    List<JsonObject> five = Collections.nCopies(5, told(null, spec()));
    try (Crowd crowd = new Crowd(3)) {
      for (int i = 0; i < RACES; i++) {
        crowd.race(Collections.nCopies(3, () -> call(buyer, five)));
        cancelAll(buyer, 7);
      }
    }
  }

  @Test
  void callsWithTheSameNeedsInOppositeOrdersNeverWaitForEachOther() {
    UUID buyer = someone();
    List<JsonObject> sizes =
        Stream.of(64, 128, 256, 512).map(mb -> told(null, spec("memory_mb", mb))).toList();
    List<JsonObject> reversed = new ArrayList<>(sizes);
    Collections.reverse(reversed);
    try (Crowd crowd = new Crowd(2)) {
      for (int i = 0; i < RACES; i++) {
        List<Reply> replies =
            crowd.race(List.of(() -> call(buyer, sizes), () -> call(buyer, reversed)));
        assertThat(replies).as("race %s", i).allMatch(reply -> reply.code() == 0);
      }
    }
    assertThat(sql.number("select count(*) from lumaris.job")).isEqualTo(8L * RACES);
  }

  @Test
  void theSameCallFromManySidesMakesItsJobsOnce() {
    UUID buyer = money.accountWith(6L * BUDGET * RACES);
    try (Crowd crowd = new Crowd(4)) {
      for (int i = 0; i < RACES / 3; i++) {
        String name = "race " + i + " job ";
        List<JsonObject> jobs =
            List.of(
                told(name + 1, spec("budget", BUDGET)),
                told(name + 2, spec("budget", BUDGET)),
                told(name + 3, spec("budget", BUDGET)));
        List<Reply> replies = crowd.race(Collections.nCopies(4, () -> call(buyer, jobs)));
        assertThat(replies.stream().flatMap(reply -> answers(reply).stream()))
            .allMatch(answer -> answer.containsKey("job_id"));
      }
    }
    assertThat(sql.number("select count(*) from lumaris.job")).isEqualTo(RACES);
  }

  private void cancelAll(UUID buyer, int jobs) {
    List<String> open = queue();
    assertThat(open).hasSize(jobs);
    open.forEach(job -> market.cancel(buyer, UUID.fromString(job)).ok());
  }

  private List<String> queue() {
    return List.of(
        sql.text(
                "select string_agg(id::text, ',' order by rank, seq) from lumaris.job where state = 'queued'")
            .split(",", -1));
  }

  private List<JsonObject> submit(UUID buyer, JsonObject... jobs) {
    return submit(buyer, List.of(jobs));
  }

  private List<JsonObject> submit(UUID buyer, List<JsonObject> jobs) {
    return answers(call(buyer, jobs));
  }

  private Reply call(UUID buyer, List<JsonObject> jobs) {
    JsonArrayBuilder all = Json.createArrayBuilder();
    jobs.forEach(all::add);
    return sql.call("job_submits(?, ?::jsonb)", buyer, all.build().toString());
  }

  private static JsonObject told(String token, JsonObject spec) {
    var job = Json.createObjectBuilder().add("spec", spec);
    return token == null ? job.build() : job.add("client_token", token).build();
  }
}
