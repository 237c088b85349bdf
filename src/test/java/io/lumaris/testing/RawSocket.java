package io.lumaris.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A WebSocket to Nakama as it goes over the wire, without our client. */
public final class RawSocket implements AutoCloseable, WebSocket.Listener {
  private static final int PATIENCE_SECONDS = 20;

  private final AtomicInteger calls = new AtomicInteger();
  private final List<JsonObject> received = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;

  private RawSocket() {}

  /** Connects as this user. */
  public static RawSocket of(RawUser user) {
    RawSocket raw = new RawSocket();
    raw.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", user.authorization())
            .buildAsync(Services.nakama().socketUri(), raw)
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
    return raw;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      try (JsonReader reader = Json.createReader(new StringReader(partial.toString()))) {
        received.add(reader.readObject());
      }
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code + " " + reason);
    return null;
  }

  /** Sends one message and waits for its answer. */
  public JsonObject ask(String message, JsonObject content) {
    String cid = String.valueOf(calls.incrementAndGet());
    JsonObject envelope = Json.createObjectBuilder().add("cid", cid).add(message, content).build();
    socket.sendText(envelope.toString(), true).join();
    return org.awaitility.Awaitility.await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(
            () ->
                received.stream()
                    .filter(answer -> answer.getString("cid", "").equals(cid))
                    .findFirst()
                    .orElse(null),
            Objects::nonNull);
  }

  /** One RPC; the JSON it answered, or the refusal's message under {@code refused}. */
  public JsonObject rpc(String id, JsonObject body) {
    JsonObject answer =
        ask(
            "rpc",
            Json.createObjectBuilder().add("id", id).add("payload", body.toString()).build());
    if (answer.containsKey("error")) {
      return Json.createObjectBuilder()
          .add("refused", answer.getJsonObject("error").getString("message"))
          .build();
    }
    try (JsonReader reader =
        Json.createReader(new StringReader(answer.getJsonObject("rpc").getString("payload")))) {
      return reader.readObject();
    }
  }

  /** One RPC without a word. */
  public JsonObject rpc(String id) {
    return rpc(id, JsonValue.EMPTY_JSON_OBJECT);
  }

  /** What was pushed so far: {@code data} of all streams, in order. */
  public List<JsonObject> pushed() {
    return received.stream()
        .filter(message -> message.containsKey("stream_data"))
        .map(message -> message.getJsonObject("stream_data").getString("data"))
        .map(RawSocket::read)
        .toList();
  }

  private static JsonObject read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  /** All messages so far, as they came. */
  public List<JsonObject> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
