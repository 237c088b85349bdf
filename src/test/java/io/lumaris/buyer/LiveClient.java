package io.lumaris.buyer;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A browser's live connection. */
final class LiveClient implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final List<JsonObject> received = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private volatile boolean reading = true;
  private WebSocket socket;

  private LiveClient() {}

  /** Connects; fails with the exception of a refused handshake. */
  static LiveClient open(URI portal, String... headers) {
    LiveClient client = new LiveClient();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    URI live = URI.create("ws://" + portal.getAuthority() + "/live");
    client.socket = builder.buildAsync(live, client).join();
    return client;
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
    if (reading) {
      from.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.complete(1006);
  }

  LiveClient subscribe() {
    return say("{\"type\":\"subscribe\",\"jobs\":true}");
  }

  LiveClient watch(String jobId, long after) {
    return say("{\"type\":\"watch\",\"job_id\":\"%s\",\"after\":%d}".formatted(jobId, after));
  }

  LiveClient unwatch(String jobId) {
    return say("{\"type\":\"unwatch\",\"job_id\":\"%s\"}".formatted(jobId));
  }

  LiveClient say(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  /** From now on what arrives stays in the buffers between us. */
  void stopReading() {
    reading = false;
  }

  void readAgain() {
    reading = true;
    socket.request(1);
  }

  /** Waits for a message. */
  JsonObject expect(Predicate<JsonObject> wanted) {
    return await()
        .atMost(PATIENCE)
        .until(() -> received.stream().filter(wanted).findFirst().orElse(null), Objects::nonNull);
  }

  JsonObject expect(String type) {
    return expect(message -> is(message, type));
  }

  /** Waits until the portal ended the connection and tells the code. */
  int expectClose() {
    return await().atMost(PATIENCE).until(() -> closed.getNow(null), Objects::nonNull);
  }

  /** Waits for the answer to a ping: everything sent before it was sent before. */
  void settle() {
    long before = count("pong");
    say("{\"type\":\"ping\"}");
    await().atMost(PATIENCE).until(() -> count("pong") > before);
  }

  /** All output of a job so far, as told. */
  String output(String jobId) {
    StringBuilder text = new StringBuilder();
    logs(jobId)
        .flatMap(message -> message.getJsonArray("chunks").getValuesAs(JsonObject.class).stream())
        .forEach(chunk -> text.append(chunk.getString("text")));
    return text.toString();
  }

  /** Waits for the last word about a job's output. */
  void expectEnd(String jobId) {
    await()
        .atMost(PATIENCE)
        .until(() -> logs(jobId).anyMatch(message -> message.getBoolean("final")));
  }

  long count(String type) {
    return received.stream().filter(message -> is(message, type)).count();
  }

  List<JsonObject> received() {
    return List.copyOf(received);
  }

  static boolean is(JsonObject message, String type) {
    return message.getString("type").equals(type);
  }

  /** Whether the message tells of this job in this state. */
  static boolean isJob(JsonObject message, String jobId, String state) {
    return is(message, "job")
        && message.getJsonObject("job").getString("id").equals(jobId)
        && message.getJsonObject("job").getString("state").equals(state);
  }

  private java.util.stream.Stream<JsonObject> logs(String jobId) {
    return received.stream()
        .filter(message -> is(message, "log") && message.getString("job_id").equals(jobId));
  }

  @Override
  public void close() {
    socket.abort();
  }
}
