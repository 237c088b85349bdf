package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every refusal is a problem that says what to do. */
interface ProblemsContract extends Portal {
  String SPEC = "{\"image\":\"lumaris/busybox\",\"command\":\"true\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"command\":\"a\"} | image",
        "{\"image\":\"UPPER\"} | image",
        "{\"image\":\"a\",\"memory_mb\":1} | memory_mb",
        "{\"image\":\"a\",\"memory_mb\":1.5} | memory_mb",
        "{\"image\":\"a\",\"memory_mb\":99999999999999999999} | memory_mb",
        "{\"image\":\"a\",\"cpus\":\"two\"} | cpus",
        "{\"image\":\"a\",\"env\":{\"A\":1}} | env.A",
        "{\"image\":\"a\",\"env\":{\"1 ${x}\":\"b\"}} | env.1 ${x}",
        "{\"image\":\"a\",\"command\":\"a\",\"args\":[\"b\"]} | args",
        "{\"image\":\"a\",\"memory\":64} | memory",
        "{\"image\":\"a\",\"${7*7}\":64} | ${7*7}",
        "{\"image\":\"a\",\"client_token\":\"x\"} | client_token",
        "{\"image\":\"a\",\"timeout_s\":null} | timeout_s"
      })
  default void aFieldThatBreaksARuleIsNamed(String spec, String field) {
    JsonObject problem = problem(Visitor.guest(portal()).post("/api/jobs", spec), 400);

    assertThat(problem.getString("reason")).isEqualTo("invalid_job");
    assertThat(problem.getString("field")).isEqualTo(field);
    assertThat(problem.getString("detail")).startsWith(field + ": ");
  }

  @Test
  default void allBrokenFieldsAreToldAtOnce() {
    JsonObject problem =
        problem(
            Visitor.guest(portal())
                .post("/api/jobs", "{\"image\":\"\",\"cpus\":0,\"nonsense\":1,\"priority\":99}"),
            400);

    assertThat(problem.getJsonArray("errors").getValuesAs(JsonObject.class))
        .extracting(error -> error.getString("field"))
        .containsExactly("nonsense", "image", "cpus", "priority");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"image\" \"a\"} | line 1, column",
        "{\"image\": | line 1, column",
        "[1] | JSON object",
        "\"x\" | JSON object",
        "null | JSON object",
        "'' | JSON"
      })
  default void aBodyThatIsNoJsonObjectIsRefusedWithThePlace(String body, String words) {
    JsonObject problem = problem(Visitor.guest(portal()).post("/api/jobs", body), 400);

    assertThat(problem.getString("reason")).isEqualTo("invalid_json");
    assertThat(problem.getString("detail")).contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/jobs?limit=0, limit",
    "/api/jobs?limit=101, limit",
    "/api/jobs?limit=ten, limit",
    "/api/jobs?state=sleeping, state",
    "/api/jobs?cursor=zzz, cursor",
    "/api/jobs/00000000-0000-4000-8000-000000000001/logs?stream=both, stream"
  })
  default void aQueryThatMeansNothingIsRefusedByName(String path, String field) {
    assertThat(problem(Visitor.guest(portal()).get(path), 400).getString("field")).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/nothing, 404, not_found",
    "GET, /api, 404, not_found",
    "GET, /api/jobs/x, 404, job_not_found",
    "GET, /api/jobs/00000000-0000-4000-8000-000000000001, 404, job_not_found",
    "GET, /api/jobs/00000000-0000-4000-8000-000000000001/logs, 404, job_not_found",
    "DELETE, /api/jobs/00000000-0000-4000-8000-000000000001, 404, job_not_found",
    "POST, /api/jobs/00000000-0000-4000-8000-000000000001/cancel, 404, job_not_found",
    "PUT, /api/jobs, 405, method_not_allowed",
    "PATCH, /api/session, 405, method_not_allowed",
    "DELETE, /api/sellers, 405, method_not_allowed",
    "POST, /, 405, method_not_allowed",
    "GET, /missing.js, 404, not_found",
    "GET, /WEB-INF/web.xml, 404, not_found",
    "GET, /live, 404, not_found"
  })
  default void whatDoesNotExistIsAProblemToo(
      String method, String path, int status, String reason) {
    Visitor.Answer answer = Visitor.guest(portal()).send(method, path, null);

    assertThat(problem(answer, status).getString("reason")).isEqualTo(reason);
  }

  @Test
  default void onlyJsonIsTakenAndOnlyWhatThereIsIsGiven() {
    Visitor buyer = Visitor.guest(portal());

    assertThat(
            problem(buyer.post("/api/jobs", SPEC, "Content-Type", "text/plain"), 415)
                .getString("reason"))
        .isEqualTo("unsupported_media_type");
    assertThat(problem(buyer.get("/api/jobs", "Accept", "image/png"), 406).getString("reason"))
        .isEqualTo("not_acceptable");
  }

  @Test
  default void aBodyWithoutEndIsCutShort() {
    String spec = "{\"image\":\"a\",\"command\":\"" + "x".repeat(300_000) + "\"}";

    assertThat(problem(Visitor.guest(portal()).post("/api/jobs", spec), 413).getString("reason"))
        .isEqualTo("too_large");
  }

  @Test
  default void aKeyThatIsNoneIsRefusedByName() {
    Visitor buyer = Visitor.guest(portal());

    for (String key : new String[] {"k".repeat(129), "a\tb"}) {
      assertThat(
              problem(buyer.post("/api/jobs", SPEC, "Idempotency-Key", key), 400)
                  .getString("field"))
          .isEqualTo("Idempotency-Key");
    }
  }

  @Test
  default void whatIsNestedTooDeeplyIsRefusedAsWhatCannotBeRead() {
    String deep = "{\"image\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

    JsonObject problem = problem(Visitor.guest(portal()).post("/api/jobs", deep), 400);

    assertThat(problem.getString("reason")).isEqualTo("invalid_json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"stars\":5.7} | stars",
        "{\"stars\":\"5\"} | stars",
        "{\"stars\":4294967301} | stars",
        "{\"stars\":5,\"text\":7} | text",
        "{\"stars\":5,\"note\":\"x\"} | note",
        "{} | stars"
      })
  default void aRatingIsWhatItSaysOrRefused(String rating, String field) {
    String path = "/api/jobs/" + UUID.randomUUID() + "/rating";

    JsonObject problem = problem(Visitor.guest(portal()).send("PUT", path, rating), 400);

    assertThat(problem.getString("field")).isEqualTo(field);
  }

  @Test
  default void aBidThatCannotBeTakenIsNoOutageOfTheMarket() {
    Visitor buyer = Visitor.guest(portal());
    String path = "/api/jobs/" + buyer.submit("true").getString("id") + "/auction/pick";

    JsonObject over =
        problem(buyer.post(path, "{\"seller_id\":\"" + UUID.randomUUID() + "\"}"), 409);
    assertThat(over.getString("reason")).isEqualTo("auction_closed");
    assertThat(problem(buyer.post(path, "{}"), 400).getString("detail"))
        .isEqualTo("seller_id: is missing: give a UUID");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"email\":\"a\",\"password\":\"long enough\"} | email",
        "{\"email\":\"someone@example\",\"password\":\"long enough\"} | email",
        "{\"email\":\"a@example.org\",\"password\":\"short\"} | password",
        "{\"email\":\"someone@example.org\"} | ",
        "{\"password\":\"long enough\"} | "
      })
  default void credentialsThatCannotBeAreRefusedBeforeAnybodyAsksNakama(
      String credentials, String field) {
    JsonObject problem = problem(Visitor.stranger(portal()).post("/api/session", credentials), 400);

    assertThat(problem.getString("field", null)).isEqualTo(field);
  }

  @Test
  default void aPasswordLongerThanBcryptTakesIsRefusedInsteadOfCut() {
    String password = "ä".repeat(37);
    String credentials =
        "{\"email\":\"%s@example.org\",\"password\":\"%s\",\"create\":true}"
            .formatted(UUID.randomUUID(), password);

    assertThat(
            problem(Visitor.stranger(portal()).post("/api/session", credentials), 400)
                .getString("field"))
        .isEqualTo("password");
  }

  @Test
  default void theWordsDoNotChangeWithTheLanguageOfTheBrowser() {
    Visitor buyer = Visitor.guest(portal());
    String spec = "{\"image\":\"a\",\"cpus\":0}";

    assertThat(buyer.post("/api/jobs", spec, "Accept-Language", "de").body())
        .isEqualTo(buyer.post("/api/jobs", spec, "Accept-Language", "en").body());
  }

  private static JsonObject problem(Visitor.Answer answer, int status) {
    answer.expect(status);
    assertThat(answer.header("Content-Type").toLowerCase(Locale.ROOT))
        .startsWith("application/problem+json");
    JsonObject problem = answer.json();
    assertThat(problem.keySet()).contains("type", "title", "status", "detail", "reason");
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("<html", "Exception", "\tat ");
    return problem;
  }
}
