package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.cli.Commands.Running;
import io.lumaris.local.Ports;
import io.lumaris.testing.EmptyMarket;
import io.lumaris.testing.Services;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node's console takes over HTTP, from whom, and that it outlives the node. */
class ConsoleIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String SETTINGS = "/api/node/settings";
  private static final String CHEAP =
      "{\"ask\":{\"start\":11,\"cpu_hour\":22,\"gb_hour\":33},\"state\":\"paused\"}";

  private static final String NO_BUSYBOX =
      "{\"deny_images\":[\"*busybox*\"],\"max_cpus\":1.5,\"max_memory_mb\":1024}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String port = Integer.toString(Ports.free());
  private final String own = "http://127.0.0.1:" + port;
  @TempDir private Path folder;
  private Commands commands;

  @BeforeEach
  void prepare() {
    EmptyMarket.clear();
    commands = new Commands(folder, Services.nakama());
  }

  @AfterEach
  void endWhatStillRuns() {
    commands.close();
  }

  @Test
  void whatIsChosenCountsAtOnceAndOutlivesTheNode() throws Exception {
    Running node = startNode("--ask-cpu", "0.5");
    JsonObject before = json(get(SETTINGS), 200);
    assertThat(before.getJsonObject("ask").getInt("cpu_hour")).isEqualTo(500_000);
    assertThat(before.getJsonObject("from").getString("ask")).isEqualTo("configuration");

    JsonObject after = json(put(CHEAP, "Origin", own), 200);
    assertThat(after.getJsonObject("from").getString("state")).isEqualTo("console");
    awaitStatus("\"start\":11");
    assertThat(json(get("/api/node"), 200).getString("state")).isEqualTo("paused");

    node.ctrlC().end();
    startNode("--ask-cpu", "0.5");
    assertThat(json(get(SETTINGS), 200)).isEqualTo(after);
    awaitStatus("\"start\":11");

    assertThat(json(send("DELETE", "", "Origin", own), 200)).isEqualTo(before);
    assertThat(Path.of(before.getString("file"))).doesNotExist();
  }

  @Test
  void whatItRefusesIsChosenToldToTheMarketAndOutlivesTheNode() throws Exception {
    Running node = startNode("--max-cpus", "2");
    JsonObject before = json(get(SETTINGS), 200);
    assertThat(before.getJsonObject("filters")).isEqualTo(json("{\"max_cpus\":2}"));
    assertThat(before.getJsonObject("from").getString("filters")).isEqualTo("configuration");

    JsonObject after = json(put("{\"filters\":" + NO_BUSYBOX + "}", "Origin", own), 200);
    assertThat(after.getJsonObject("filters")).isEqualTo(json(NO_BUSYBOX));
    assertThat(after.getJsonObject("from").getString("filters")).isEqualTo("console");
    assertThat(whyBusyboxWaits()).contains("the only seller online that fits refuses it");

    node.ctrlC().end();
    startNode("--max-cpus", "2");
    assertThat(json(get(SETTINGS), 200)).isEqualTo(after);
    assertThat(whyBusyboxWaits()).contains("the only seller online that fits refuses it");

    assertThat(json(send("DELETE", "", "Origin", own), 200)).isEqualTo(before);
    assertThat(commands.run("run", "--image", "lumaris/busybox", "--command", "echo sold").out())
        .isEqualTo("sold\n");
  }

  @Test
  void onlyTheNodesOwnPageMayChangeIt() throws Exception {
    startNode();
    JsonObject before = json(get(SETTINGS), 200);

    assertThat(put(CHEAP).statusCode()).isEqualTo(403);
    assertThat(put(CHEAP, "Origin", "http://evil.example").statusCode()).isEqualTo(403);
    assertThat(put(CHEAP, "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(put(CHEAP, "Origin", own, "X-Forwarded-For", "10.0.0.1").statusCode())
        .isEqualTo(403);
    assertThat(put(CHEAP, "Origin", own, "Content-Type", "text/plain").statusCode()).isEqualTo(415);
    assertThat(send("DELETE", "").statusCode()).isEqualTo(403);
    assertThat(send("DELETE", "", "Origin", "http://evil.example").statusCode()).isEqualTo(403);
    assertThat(json(put(CHEAP), 403).getString("detail")).contains("Origin: " + own);
    assertThat(get(SETTINGS, "X-Forwarded-For", "10.0.0.1").statusCode()).isEqualTo(403);
    assertThat(get("/api/node/insight", "X-Forwarded-For", "10.0.0.1").statusCode()).isEqualTo(403);
    assertThat(json(get(SETTINGS), 200)).isEqualTo(before);
  }

  @Test
  void aMistakeIsNamedWithItsField() throws Exception {
    startNode();
    assertThat(json(put("{\"state\":\"closed\"}", "Origin", own), 400).getString("field"))
        .isEqualTo("state");
    JsonObject wrong = json(put("{\"ask\":{\"start\":-1}}", "Origin", own), 400);
    assertThat(wrong.getString("field")).isEqualTo("ask.start");
    assertThat(wrong.getString("detail")).contains("must be a whole number of micro-credits");
    JsonObject pattern =
        json(put("{\"filters\":{\"deny_images\":[\"busybox\"]}}", "Origin", own), 400);
    assertThat(pattern.getString("field")).isEqualTo("filters.deny_images");
    assertThat(pattern.getString("detail")).contains("\"busybox\" is none");
    assertThat(json(put("{\"ask\":", "Origin", own), 400).getString("reason"))
        .isEqualTo("invalid_json");
    JsonObject part = json(get("/api/node/insight?start=1&cpu_hour=2"), 400);
    assertThat(part.getString("field")).isEqualTo("gb_hour");
  }

  @Test
  void theMarketTellsWhatItEarnedAndHowAPriceWouldHaveDone() throws Exception {
    startNode("--name", "quiet-otter");
    awaitStatus("quiet-otter");
    JsonObject insight = json(get("/api/node/insight?start=1&cpu_hour=2&gb_hour=3"), 200);
    assertThat(insight.getJsonObject("seller").getString("name")).isEqualTo("quiet-otter");
    assertThat(insight.getJsonArray("earned")).hasSize(30);
    assertThat(insight.getJsonObject("would_have_won")).containsKeys("jobs", "won");
  }

  private Running startNode(String... options) throws Exception {
    Running node =
        commands.start(Commands.onPort(port, "seller", options)).awaitOut("Ctrl-C ends it.");
    awaitStatus("\"connected\":true");
    return node;
  }

  private String whyBusyboxWaits() throws Exception {
    return commands
        .run("run", "--image", "lumaris/busybox", "--command", "true", "--queue-timeout", "2s")
        .err();
  }

  private void awaitStatus(String text) {
    await(text).atMost(LIMIT).until(() -> get("/api/node").body().contains(text));
  }

  private static JsonObject json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return json(answer.body());
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private HttpResponse<String> put(String body, String... headers) throws Exception {
    return send("PUT", body, headers);
  }

  private HttpResponse<String> send(String method, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        request(SETTINGS, headers).method(method, BodyPublishers.ofString(body));
    if (method.equals("PUT") && !String.join(" ", headers).contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return http.send(request(path, headers).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(own + path)).timeout(LIMIT);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }
}
