package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.nakama.NakamaException;
import io.lumaris.nakama.NakamaException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MarketFailuresTest {

  @Test
  void aBadFieldIsNamedApartFromItsSentence() {
    MarketException refused =
        failure(Code.INVALID_ARGUMENT, "invalid_job", "memory_mb: must be between 16 and 262144.");

    assertThat(refused.reason()).isEqualTo("invalid_job");
    assertThat(refused.field()).isEqualTo("memory_mb");
    assertThat(refused).hasMessage("must be between 16 and 262144.");
    assertThat(refused.retryable()).isFalse();
  }

  @Test
  void aBadKeyOfAMapIsPartOfTheField() {
    MarketException refused =
        failure(Code.INVALID_ARGUMENT, "invalid_job", "env.MY VAR: is not a valid name");

    assertThat(refused.field()).isEqualTo("env.MY VAR");
    assertThat(refused).hasMessage("is not a valid name");
  }

  @Test
  void aColonInAnyOtherSentenceNamesNoField() {
    MarketException refused =
        failure(Code.FAILED_PRECONDITION, "lease_lost", "attempt: it belongs to somebody else.");

    assertThat(refused.field()).isNull();
    assertThat(refused).hasMessage("attempt: it belongs to somebody else.");
  }

  @ParameterizedTest
  @EnumSource(
      value = Code.class,
      names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "DATA_LOSS"})
  void whoeverDoesNotAnswerIsUnavailableAndMayBeAskedAgain(Code code) {
    MarketException failed = failure(code, "any_reason", "Nakama does not answer at x.");

    assertThat(failed.reason()).isEqualTo("market_unavailable");
    assertThat(failed.retryable()).isTrue();
    assertThat(failed).hasMessage("Nakama does not answer at x.");
  }

  @Test
  void aWrongServerKeyIsNotTakenForAnEndedSession() {
    assertThat(failure(Code.UNAUTHENTICATED, NakamaException.WRONG_SERVER_KEY, "x").reason())
        .isEqualTo("wrong_server_key");
    assertThat(failure(Code.UNAUTHENTICATED, NakamaException.SESSION_ENDED, "x").reason())
        .isEqualTo("not_signed_in");
  }

  @Test
  void aServerWithoutTheModuleSaysWhatToDo() {
    MarketException failed = failure(Code.NOT_FOUND, "not_found", "RPC function not found");

    assertThat(failed.reason()).isEqualTo("market_unavailable");
    assertThat(failed).hasMessageContaining("lumaris.js");
  }

  private static MarketException failure(Code code, String reason, String sentence) {
    return MarketFailures.of(new NakamaException(code, reason, sentence));
  }
}
