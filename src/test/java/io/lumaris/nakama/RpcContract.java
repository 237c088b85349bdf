package io.lumaris.nakama;

import static io.lumaris.nakama.ClientUnderTest.guest;
import static io.lumaris.nakama.ClientUnderTest.refusal;
import static io.lumaris.nakama.ClientUnderTest.withCallTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lumaris.nakama.NakamaException.Code;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calling the module, by every kind of client. */
interface RpcContract extends ClientUnderTest {

  Jsonb SNAKE_CASE =
      JsonbBuilder.create(
          new JsonbConfig()
              .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES));

  /** What the function {@code echo} answers. */
  record Echo(String userId, Map<String, String> payload) {}

  @Test
  default void aCallArrivesAsItsAccountWithEveryCharacter() {
    with(
        client -> {
          NakamaSession session = guest(client);
          String text = "Grüße, 你好, \uD83D\uDE80, \"quotes\", \\, \u0001, \u2028";
          Echo echo = client.rpc(session, "echo", Map.of("text", text), Echo.class, SNAKE_CASE);
          assertThat(echo).isEqualTo(new Echo(session.userId(), Map.of("text", text)));
        });
  }

  @Test
  default void aCallMayBeLong() {
    with(
        client -> {
          String text = "é\n".repeat(60_000); // 240,000 bytes as JSON
          Echo echo =
              client.rpc(guest(client), "echo", Map.of("text", text), Echo.class, SNAKE_CASE);
          assertThat(echo.payload().get("text")).isEqualTo(text);
        });
  }

  @Test
  default void aCallThatIsTooLongIsTheCallersMistake() {
    with(
        client -> {
          NakamaSession session = guest(client);
          String payload = "{\"text\":\"" + "x".repeat(2_000_000) + "\"}";
          NakamaException refusal = refusal(() -> client.rpc(session, "echo", payload));
          assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
          assertThat(refusal).hasMessageContaining("too large");
        });
  }

  @Test
  default void aRefusalOfTheModuleKeepsItsCodeReasonAndSentence() {
    with(
        client -> {
          NakamaSession session = guest(client);
          for (int number = 1; number <= 16; number++) {
            String wanted =
                "{\"code\":%d,\"message\":\"some_reason: A sentence: with colon.\"}"
                    .formatted(number);
            NakamaException refusal = refusal(() -> client.rpc(session, "refuse", wanted));
            assertThat(refusal.code()).isEqualTo(Code.ofNumber(number));
            assertThat(refusal.reason()).isEqualTo("some_reason");
            assertThat(refusal).hasMessage("A sentence: with colon.");
          }
        });
  }

  @Test
  default void aModuleThatBreaksDoesNotShowItsInside() {
    with(
        client -> {
          NakamaSession session = guest(client);
          NakamaException failure = refusal(() -> client.rpc(session, "crash", "{}"));
          assertThat(failure.code()).isEqualTo(Code.INTERNAL);
          assertThat(failure.reason()).isEqualTo("internal");
          assertThat(failure).hasMessage("Nakama's module failed: see Nakama's log.");
        });
  }

  @Test
  default void aMissingFunctionHintsAtTheMissingModule() {
    with(
        client -> {
          NakamaSession session = guest(client);
          NakamaException refusal = refusal(() -> client.rpc(session, "no_such", "{}"));
          assertThat(refusal.code()).isEqualTo(Code.NOT_FOUND);
          assertThat(refusal.reason()).isEqualTo(NakamaException.RPC_NOT_FOUND);
          assertThat(refusal).hasMessageContaining("module");
        });
  }

  @Test
  default void anAnswerThatDoesNotFitItsTypeIsUnreadable() {
    with(
        client -> {
          NakamaSession session = guest(client);
          NakamaException failure =
              refusal(
                  () ->
                      client.rpc(
                          session, "echo", Map.of("text", List.of(1, 2)), Echo.class, SNAKE_CASE));
          assertThat(failure.code()).isEqualTo(Code.DATA_LOSS);
          assertThat(failure.reason()).isEqualTo(NakamaException.UNREADABLE_ANSWER);
          assertThat(failure).hasMessageContaining("Echo");
        });
  }

  @Test
  default void anAnswerThatComesTooLateIsATimeout() {
    with(
        withCallTimeout(settings(), Duration.ofMillis(700)),
        client -> {
          NakamaSession session = guest(client);
          NakamaException failure = refusal(() -> client.rpc(session, "pause", "{\"seconds\":3}"));
          assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
          assertThat(failure.reason()).isEqualTo(NakamaException.TIMEOUT);
          assertThat(failure.retryable()).isTrue();
          assertThat(failure).hasMessageContaining("700 ms");
        });
  }

  @Test
  default void callsWithoutWaitingGiveTheSameAnswersAndFailures() {
    with(
        client -> {
          NakamaSession session = guest(client);
          String answer =
              client.rpcAsync(session, "echo", "{\"a\":\"1\"}").toCompletableFuture().join();
          assertThat(SNAKE_CASE.fromJson(answer, Echo.class))
              .isEqualTo(new Echo(session.userId(), Map.of("a", "1")));
          Throwable failure =
              catchThrowable(
                  () ->
                      client
                          .rpcAsync(session, "refuse", "{\"code\":9,\"message\":\"late: No.\"}")
                          .toCompletableFuture()
                          .join());
          assertThat(failure).isInstanceOf(CompletionException.class);
          assertThat(((NakamaException) failure.getCause()).reason()).isEqualTo("late");
          assertThat(((NakamaException) failure.getCause()).code())
              .isEqualTo(Code.FAILED_PRECONDITION);
        });
  }

  @Test
  default void manyCallsAtOnceGetEachItsOwnAnswer() {
    with(
        client -> {
          NakamaSession session = guest(client);
          List<CompletableFuture<String>> answers =
              IntStream.range(0, 400)
                  .mapToObj(n -> client.rpcAsync(session, "echo", "{\"n\":\"" + n + "\"}"))
                  .map(stage -> stage.toCompletableFuture())
                  .toList();
          for (int n = 0; n < answers.size(); n++) {
            Echo echo = SNAKE_CASE.fromJson(answers.get(n).join(), Echo.class);
            assertThat(echo.payload()).isEqualTo(Map.of("n", Integer.toString(n)));
          }
        });
  }
}
