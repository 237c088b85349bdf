package io.lumaris.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/**
 * Somebody who speaks Nakama's HTTP as it goes over the wire, without our client: for tests of the
 * wire itself.
 */
public final class RawUser {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final URI base;
  private final String authorization;

  private RawUser(URI base, String authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  /** A new account. */
  public static RawUser signedIn() {
    return ofDevice(UUID.randomUUID().toString());
  }

  /** The account of a device, made if there is none. */
  public static RawUser ofDevice(String deviceId) {
    NakamaService nakama = Services.nakama();
    RawUser nobody = new RawUser(nakama.baseUri(), basic(nakama.serverKey()));
    JsonObject session =
        nobody
            .send(
                "POST",
                "/v2/account/authenticate/device?create=true",
                Json.createObjectBuilder().add("id", deviceId).build().toString())
            .ok();
    return new RawUser(nakama.baseUri(), "Bearer " + session.getString("token"));
  }

  /** A server that calls with the http key and is no user. */
  public static RawUser server() {
    NakamaService nakama = Services.nakama();
    return new RawUser(nakama.baseUri(), basic(nakama.httpKey()));
  }

  private static String basic(String key) {
    return "Basic "
        + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
  }

  /** The user's id, as the token says. */
  public UUID id() {
    String claims = authorization.split("\\.", -1)[1];
    String json = new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8);
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return UUID.fromString(reader.readObject().getString("uid"));
    }
  }

  /** The header of every call. */
  public String authorization() {
    return authorization;
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body JSON, an empty object when there was none
   */
  public record Answer(int status, JsonObject body) {
    /** The body; fails when it was refused. */
    public JsonObject ok() {
      if (status != 200) {
        throw new AssertionError("HTTP " + status + ": " + body);
      }
      return body;
    }

    /** HTTP status, gRPC code and message of a refusal in one line. */
    public String refusal() {
      return status + " " + body.getInt("code", -1) + " " + body.getString("message", "");
    }
  }

  /** One RPC with a JSON object. */
  public Answer rpc(String id, JsonStructure body) {
    return rpc(id, body.toString());
  }

  /** One RPC without a word. */
  public Answer rpc(String id) {
    return rpc(id, JsonValue.EMPTY_JSON_OBJECT);
  }

  /** One RPC with any text. */
  public Answer rpc(String id, String body) {
    return send("POST", "/v2/rpc/" + id + "?unwrap", body);
  }

  /** Any request. */
  public Answer send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), read(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static JsonObject read(String text) {
    if (text.isBlank()) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
