package io.lumaris.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.market.MarketException;
import io.lumaris.nakama.NakamaException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {

  @ParameterizedTest
  @CsvSource({
    "job_not_found, 404",
    "not_allowed, 403",
    "not_final, 409",
    "token_conflict, 409",
    "rule_not_found, 404",
    "too_many_rules, 409",
    "too_many_jobs, 429",
    "not_signed_in, 401",
    "market_unavailable, 503",
    "internal, 503"
  })
  void whatTheMarketRefusesHasItsStatus(String reason, int status) {
    Problem problem = Problems.of(market(reason, null));

    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.reason()).isEqualTo(status == 503 ? "market_unavailable" : reason);
  }

  @Test
  void aFieldAtFaultIsNamed() {
    assertThat(Problems.of(market("invalid_job", "image")).json().toString())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Bad Request","status":400,"reason":"invalid_job",\
            "detail":"image: is wrong","field":"image","errors":[{"field":"image","detail":"is wrong"}]}""");
  }

  @Test
  void nothingOfAnUnforeseenFailureIsTold() {
    Problem problem = Problems.of(new IllegalStateException("select * from secret"));

    assertThat(problem.status()).isEqualTo(500);
    assertThat(problem.json().toString()).doesNotContain("secret", "IllegalState");
  }

  @Test
  void nothingOfAFailureInsideTheMarketIsTold() {
    Problem problem =
        Problems.of(new MarketException("internal", null, "ERROR: relation \"x\"", true, null));

    assertThat(problem.json().toString()).doesNotContain("relation");
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHENTICATED, wrong_credentials, 401, wrong_credentials",
    "UNAUTHENTICATED, session_ended, 401, not_signed_in",
    "UNAUTHENTICATED, wrong_server_key, 503, market_unavailable",
    "UNAVAILABLE, nakama_unreachable, 503, market_unavailable",
    "INTERNAL, internal, 503, market_unavailable",
    "ALREADY_EXISTS, already_exists, 409, email_taken",
    "ALREADY_EXISTS, already_linked, 409, already_linked",
    "INVALID_ARGUMENT, invalid_argument, 400, invalid_request"
  })
  void whatNakamaRefusesHasItsReason(
      NakamaException.Code code, String reason, int status, String told) {
    Problem problem = Problems.of(new NakamaException(code, reason, "A sentence."));

    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.reason()).isEqualTo(told);
  }

  @Test
  void whoComesTooEarlyIsToldWhenToComeAgain() {
    assertThat(Problems.of(market("too_many_jobs", null)).retryAfterS()).isPositive();
    assertThat(Problems.of(market("market_unavailable", null)).retryAfterS()).isPositive();
    assertThat(Problems.of(market("not_final", null)).retryAfterS()).isZero();
  }

  @Test
  void brokenJsonIsToldWithItsPlace() {
    assertThat(Problems.ofJson(failureOf("{\n \"a\" 1}")).detail())
        .contains("line 2")
        .contains("column");
  }

  private static JsonException failureOf(String text) {
    try {
      Json.createReader(new StringReader(text)).readObject();
    } catch (JsonException e) {
      return e;
    }
    throw new AssertionError("That is JSON");
  }

  private static MarketException market(String reason, String field) {
    return new MarketException(reason, field, "is wrong", false, null);
  }
}
