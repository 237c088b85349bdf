package io.lumaris.nakama;

import static io.lumaris.nakama.ClientUnderTest.guest;
import static io.lumaris.nakama.ClientUnderTest.unused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lumaris.nakama.NakamaException.Code;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pushes and calls over the socket, with every kind of client. */
interface SocketContract extends ClientUnderTest {

  @Test
  default void pushesArriveInOrderAfterASubscription() {
    withSocket(
        (client, socket, heard) -> {
          String label = unused();
          NakamaSubscription subscription = socket.subscribe("listen", label(label));
          socket.connect();
          heard.await("connect", 1);
          assertThat(get(subscription.confirmed())).isEqualTo(label(label));
          assertThat(socket.isConnected()).isTrue();
          for (int n = 0; n < 20; n++) {
            push(client, label, n * 50 + 1, n * 50 + 50, "x");
            heard.awaitPushes((n + 1) * 50);
          }
          assertThat(numbers(heard)).isEqualTo(IntStream.rangeClosed(1, 1_000).boxed().toList());
          assertThat(heard.pushes())
              .allMatch(push -> push.mode() == 100 && push.label().equals(label));
        });
  }

  @Test
  default void aSubscriptionOnAnOpenSocketTakesEffectAtOnce() {
    withSocket(
        (client, socket, heard) -> {
          get(socket.connect());
          String label = unused();
          get(socket.subscribe("listen", label(label)).confirmed());
          push(client, label, 1, 1, "x");
          heard.awaitPushes(1);
        });
  }

  @Test
  default void aPushAsLongAsAnRpcArrivesWhole() {
    withSocket(
        (client, socket, heard) -> {
          get(socket.connect());
          String label = unused();
          get(socket.subscribe("listen", label(label)).confirmed());
          String text = "é\\\"\n".repeat(40_000);
          String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
          push(client, label, 1, 1, escaped);
          heard.awaitPushes(1);
          JsonObject data = Json.object(heard.pushes().get(0).data());
          assertThat(data.getString("text")).isEqualTo(text);
        });
  }

  @Test
  default void callsAtOnceGetEachItsOwnAnswer() {
    withSocket(
        (client, socket, heard) -> {
          get(socket.connect());
          InParallel.run(
              8,
              thread -> {
                for (int n = 0; n < 50; n++) {
                  String payload = "{\"n\":\"" + thread + "-" + n + "\"}";
                  JsonObject answer = Json.object(get(socket.rpc("echo", payload)));
                  assertThat(answer.getJsonObject("payload")).isEqualTo(Json.object(payload));
                }
              });
        });
  }

  @Test
  default void aRefusalKeepsItsReasonAndSentence() {
    withSocket(
        (client, socket, heard) -> {
          get(socket.connect());
          NakamaException refusal =
              failure(socket.rpc("refuse", "{\"code\":5,\"message\":\"not_here: Not here.\"}"));
          assertThat(refusal.reason()).isEqualTo("not_here");
          assertThat(refusal).hasMessage("Not here.");
          assertThat(refusal.retryable()).isFalse();
          assertThat(failure(socket.rpc("crash", "{}")).code()).isEqualTo(Code.INTERNAL);
          assertThat(failure(socket.rpc("no_such", "{}")).reason())
              .isEqualTo(NakamaException.RPC_NOT_FOUND);
          assertThat(socket.isConnected()).isTrue();
        });
  }

  @Test
  default void aRefusedSubscriptionTellsItsMakerAndHarmsNothing() {
    withSocket(
        (client, socket, heard) -> {
          NakamaSubscription refused =
              socket.subscribe("refuse", "{\"code\":5,\"message\":\"not_here: Not here.\"}");
          get(socket.connect());
          assertThat(failure(refused.confirmed()).reason()).isEqualTo("not_here");
          assertThat(socket.isConnected()).isTrue();
        });
  }

  @Test
  default void aListenerThatThrowsMissesNothingThatFollows() {
    List<String> seen = new ArrayList<>();
    Heard heard = new Heard();
    NakamaSocketListener thrower =
        new NakamaSocketListener() {
          @Override
          public void onConnect() {
            throw new IllegalStateException("thrown by the test, and to be logged");
          }

          @Override
          public void onStreamData(StreamData data) {
            seen.add(data.data());
            heard.onStreamData(data);
            throw new IllegalStateException("thrown by the test, and to be logged");
          }
        };
    with(
        client -> {
          try (NakamaSocket socket = client.createSocket(keeper(client), thrower)) {
            String label = unused();
            get(socket.connect());
            get(socket.subscribe("listen", label(label)).confirmed());
            push(client, label, 1, 3, "x");
            heard.awaitPushes(3);
            assertThat(socket.isConnected()).isTrue();
            assertThat(seen).hasSize(3);
          }
        });
  }

  @Test
  default void aConnectionThatTheServerEndsComesBackWithItsSubscriptions() {
    withSocket(
        (client, socket, heard) -> {
          String label = unused();
          socket.subscribe("listen", label(label));
          NakamaSubscription dropped = socket.subscribe("listen", label(label + "-dropped"));
          get(socket.connect());
          dropped.close();
          for (int round = 1; round <= 3; round++) {
            get(client.rpcAsync(guest(client), "disconnect", label(label)));
            heard.await("reconnected", round);
          }
          push(client, label + "-dropped", 1, 1, "x");
          push(client, label, 7, 7, "x");
          heard.awaitPushes(1);
          assertThat(numbers(heard)).containsExactly(7);
          assertThat(heard.all())
              .startsWith("connect", "disconnect", "reconnected", "disconnect", "reconnected");
        });
  }

  @Test
  default void aClosedSocketIsQuietForEver() {
    withSocket(
        (client, socket, heard) -> {
          String label = unused();
          socket.subscribe("listen", label(label));
          get(socket.connect());
          heard.await("connect", 1);
          socket.close();
          socket.close();
          assertThat(socket.isConnected()).isFalse();
          assertThat(failure(socket.rpc("echo", "{}")).reason())
              .isEqualTo(NakamaException.SOCKET_CLOSED);
          assertThat(failure(socket.subscribe("listen", label("x")).confirmed()).reason())
              .isEqualTo(NakamaException.SOCKET_CLOSED);
          push(client, label, 1, 1, "x");
          assertThat(heard.all()).containsExactly("connect");
        });
  }

  /** A test with a socket that is closed at its end. */
  interface SocketTest {
    void run(NakamaClient client, NakamaSocket socket, Heard heard);
  }

  private void withSocket(SocketTest test) {
    with(
        client -> {
          Heard heard = new Heard();
          try (NakamaSocket socket = client.createSocket(keeper(client), heard)) {
            test.run(client, socket, heard);
          }
        });
  }

  static SessionKeeper keeper(NakamaClient client) {
    String device = unused();
    return SessionKeeper.authenticating(client, () -> client.authenticateDevice(device, true));
  }

  static void push(NakamaClient client, String label, int first, int last, String text) {
    String wanted =
        "{\"label\":\"%s\",\"first\":%d,\"last\":%d,\"text\":\"%s\"}"
            .formatted(label, first, last, text);
    client.rpc(guest(client), "push", wanted);
  }

  static String label(String label) {
    return "{\"label\":\"" + label + "\"}";
  }

  static List<Integer> numbers(Heard heard) {
    return heard.pushes().stream().map(push -> Json.object(push.data()).getInt("n")).toList();
  }

  static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(40, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("Nothing came of it", e);
    }
  }

  static NakamaException failure(CompletionStage<?> stage) {
    Throwable failure = catchThrowable(() -> stage.toCompletableFuture().get(40, TimeUnit.SECONDS));
    assertThat(failure).isInstanceOf(ExecutionException.class);
    return (NakamaException) failure.getCause();
  }
}
