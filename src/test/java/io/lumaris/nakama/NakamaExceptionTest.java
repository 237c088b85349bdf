package io.lumaris.nakama;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.nakama.NakamaException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NakamaExceptionTest {

  @Test
  void theReasonIsWhatStandsBeforeTheSentence() {
    NakamaException error =
        NakamaException.of(Code.INVALID_ARGUMENT, "invalid_job: memory_mb: must be at least 16");
    assertThat(error.reason()).isEqualTo("invalid_job");
    assertThat(error).hasMessage("memory_mb: must be at least 16");
  }

  @ParameterizedTest
  @CsvSource({
    "Username is too long., Username is too long.",
    "TypeError: x is no function, TypeError: x is no function",
    "http: request body too large, request body too large",
    "'reason_only:', reason_only:",
    "'', Nakama gave no message."
  })
  void aMessageWithoutAReasonStillHasOne(String message, String sentence) {
    NakamaException error = NakamaException.of(Code.INVALID_ARGUMENT, message);
    assertThat(error.reason()).matches("[a-z_]+");
    assertThat(error).hasMessage(sentence);
  }

  @Test
  void aSentenceMayHaveSeveralLines() {
    assertThat(NakamaException.of(Code.ABORTED, "busy: one\ntwo")).hasMessage("one\ntwo");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.INCLUDE,
      names = {"UNKNOWN", "DEADLINE_EXCEEDED", "ABORTED", "INTERNAL", "UNAVAILABLE"})
  void whatMayPassIsRetryable(Code code) {
    assertThat(NakamaException.of(code, "m").retryable()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UNKNOWN", "DEADLINE_EXCEEDED", "ABORTED", "INTERNAL", "UNAVAILABLE"})
  void whatWillNotPassIsNotRetryable(Code code) {
    assertThat(NakamaException.of(code, "m").retryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "3, INVALID_ARGUMENT", "5, NOT_FOUND", "6, ALREADY_EXISTS", "7, PERMISSION_DENIED",
    "8, RESOURCE_EXHAUSTED", "9, FAILED_PRECONDITION", "13, INTERNAL", "16, UNAUTHENTICATED",
    "0, UNKNOWN", "17, UNKNOWN", "-1, UNKNOWN"
  })
  void numbersAreThoseOfGrpc(int number, Code code) {
    assertThat(Code.ofNumber(number)).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT",
    "401, UNAUTHENTICATED",
    "403, PERMISSION_DENIED",
    "404, NOT_FOUND",
    "413, INVALID_ARGUMENT",
    "429, RESOURCE_EXHAUSTED",
    "500, INTERNAL",
    "502, UNAVAILABLE",
    "503, UNAVAILABLE",
    "504, DEADLINE_EXCEEDED",
    "507, INTERNAL",
    "302, DATA_LOSS",
    "204, DATA_LOSS"
  })
  void aBareHttpStatusHasTheCodeOfItsMeaning(int status, Code code) {
    assertThat(Code.ofHttpStatus(status)).isEqualTo(code);
  }
}
