package io.lumaris.nakama;

import static io.lumaris.nakama.ClientUnderTest.refusal;
import static io.lumaris.nakama.ClientUnderTest.unused;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.nakama.NakamaException.Code;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A server that is away, or is none of Nakama's, for every kind of client. */
interface FaultContract extends ClientUnderTest {

  /** A session that needs no server. */
  NakamaSession SESSION =
      NakamaSession.restore(
          Tokens.token("u", "n", Instant.parse("2100-01-01T00:00:00Z")),
          Tokens.token("u", "n", Instant.parse("2100-01-08T00:00:00Z")));

  @Test
  default void aServerThatIsNotThereIsAskedAfterByItsAddress() {
    URI address;
    try (ScriptedServer server = ScriptedServer.answering(200, "application/json", "{}")) {
      address = server.address();
    }
    with(
        at(address),
        client -> {
          NakamaException failure = refusal(client::healthcheck);
          assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
          assertThat(failure.reason()).isEqualTo(NakamaException.UNREACHABLE);
          assertThat(failure.retryable()).isTrue();
          assertThat(failure)
              .hasMessage("Nakama does not answer at " + address + ": is it running?");
        });
  }

  @Test
  default void anUnknownHostIsNamed() {
    with(
        at(URI.create("http://nakama.invalid:7350")),
        client -> {
          NakamaException failure = refusal(() -> client.rpc(SESSION, "echo", "{}"));
          assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
          assertThat(failure.reason()).isEqualTo(NakamaException.UNKNOWN_HOST);
          assertThat(failure).hasMessageContaining("nakama.invalid");
        });
  }

  @Test
  default void anAnswerThatIsNoJsonIsNotTakenForOne() {
    for (String body : List.of("<html>Welcome to the café</html>", "", "  ", "OK")) {
      try (ScriptedServer server = ScriptedServer.answering(200, "text/html", body)) {
        with(
            at(server.address()),
            client -> {
              NakamaException failure = refusal(() -> client.rpc(SESSION, "echo", "{}"));
              assertThat(failure.code()).as(body).isEqualTo(Code.DATA_LOSS);
              assertThat(failure.reason()).isEqualTo(NakamaException.UNREADABLE_ANSWER);
              assertThat(failure.retryable()).isFalse();
              assertThat(failure).hasMessageContaining("is it Nakama?");
            });
      }
    }
  }

  @Test
  default void anAnswerWithoutWhatWasAskedForIsUnreadable() {
    String halfSession = "{\"token\":\"x\",\"refresh_token\":\"y\"}";
    for (String body : List.of("[]", "7", "{\"token\":", "{}", "{\"user\":{}}", halfSession)) {
      try (ScriptedServer server = ScriptedServer.answering(200, "application/json", body)) {
        with(
            at(server.address()),
            client -> {
              NakamaException signIn = refusal(() -> client.authenticateDevice(unused(), true));
              NakamaException account = refusal(() -> client.getAccount(SESSION));
              assertThat(signIn.reason()).as(body).isEqualTo(NakamaException.UNREADABLE_ANSWER);
              assertThat(account.reason()).as(body).isEqualTo(NakamaException.UNREADABLE_ANSWER);
            });
      }
    }
  }

  @Test
  default void anErrorOfSomethingBeforeNakamaHasTheCodeOfItsStatus() {
    Map<Integer, Code> codes =
        Map.of(
            500, Code.INTERNAL,
            502, Code.UNAVAILABLE,
            503, Code.UNAVAILABLE,
            504, Code.DEADLINE_EXCEEDED,
            404, Code.NOT_FOUND,
            403, Code.PERMISSION_DENIED,
            401, Code.UNAUTHENTICATED,
            429, Code.RESOURCE_EXHAUSTED);
    codes.forEach(
        (status, code) -> {
          try (ScriptedServer server =
              ScriptedServer.answering(status, "text/html", "<h1>Sorry</h1>")) {
            with(
                at(server.address()),
                client -> {
                  NakamaException failure = refusal(() -> client.rpc(SESSION, "echo", "{}"));
                  assertThat(failure.code()).isEqualTo(code);
                  assertThat(failure.reason()).isEqualTo(code.name().toLowerCase(Locale.ROOT));
                  assertThat(failure.retryable()).isEqualTo(status >= 500);
                  assertThat(failure)
                      .hasMessageContaining("HTTP status " + status)
                      .hasMessageContaining(server.address().toString());
                });
          }
        });
  }

  @Test
  default void aRedirectIsNotFollowedBecauseTheTokenWouldTravelAlong() {
    try (ScriptedServer elsewhere = ScriptedServer.answering(200, "application/json", "{}");
        ScriptedServer server = ScriptedServer.redirecting(elsewhere.address())) {
      with(
          at(server.address()),
          client -> {
            NakamaException post = refusal(() -> client.rpc(SESSION, "echo", "{}"));
            NakamaException get = refusal(() -> client.getAccount(SESSION));
            assertThat(post.reason()).isEqualTo(NakamaException.UNREADABLE_ANSWER);
            assertThat(get.reason()).isEqualTo(NakamaException.UNREADABLE_ANSWER);
            assertThat(elsewhere.requests()).isZero();
          });
    }
  }

  @Test
  default void aConnectionThatBreaksIsToldApartFromAServerThatIsAway() {
    try (ScriptedServer server = ScriptedServer.breakingOff()) {
      with(
          at(server.address()),
          client -> {
            NakamaException failure = refusal(() -> client.rpc(SESSION, "echo", "{}"));
            assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(failure.reason()).isEqualTo(NakamaException.CONNECTION_LOST);
            assertThat(failure.retryable()).isTrue();
          });
    }
  }

  @Test
  default void callsOneAfterTheOtherShareAConnectionAlsoAfterRefusals() {
    try (ScriptedServer server =
        ScriptedServer.alternating(
            200, "{}", 404, "{\"code\":5,\"message\":\"job_not_found: No such job.\"}")) {
      with(
          at(server.address()),
          client -> {
            client.rpc(SESSION, "echo", "{}");
            for (int n = 0; n < 50; n++) {
              assertThat(refusal(() -> client.rpc(SESSION, "echo", "{}")).reason())
                  .isEqualTo("job_not_found");
              client.rpc(SESSION, "echo", "{}");
            }
          });
      assertThat(server.requests()).isEqualTo(101);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  default void callsInParallelKeepTheirConnections() {
    int threads = 16;
    int rounds = 50;
    try (ScriptedServer server = ScriptedServer.answering(200, "application/json", "{}")) {
      with(
          at(server.address()),
          client ->
              InParallel.run(
                  threads,
                  thread ->
                      IntStream.range(0, rounds)
                          .forEach(round -> client.rpc(SESSION, "echo", "{}"))));
      assertThat(server.requests()).isEqualTo(threads * rounds);
      assertThat(server.connections()).isBetween(1, threads);
    }
  }

  private NakamaSettings at(URI address) {
    return new NakamaSettings(
        address,
        "defaultkey",
        settings().connectTimeout(),
        settings().callTimeout(),
        settings().pingInterval());
  }
}
