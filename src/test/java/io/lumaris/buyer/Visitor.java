package io.lumaris.buyer;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Somebody at the portal, as a browser: keeps the session cookie and says where it comes from. */
final class Visitor {
  // As browsers do without TLS; the JDK would ask to go on with HTTP/2.
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NO_BODY = null;

  private final URI portal;
  private volatile String cookie;

  private Visitor(URI portal, String cookie) {
    this.portal = portal;
    this.cookie = cookie;
  }

  /** Somebody without a session. */
  static Visitor stranger(URI portal) {
    return new Visitor(portal, null);
  }

  /** Somebody with a guest's session. */
  static Visitor guest(URI portal) {
    Visitor visitor = stranger(portal);
    visitor.post("/api/session", "{}").expect(201);
    return visitor;
  }

  /** Somebody who sends this cookie, whatever it is. */
  static Visitor withCookie(URI portal, String value) {
    return new Visitor(portal, "lumaris_session=" + value);
  }

  /** An answer of the portal. */
  record Answer(int status, HttpHeaders headers, String body) {
    Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError("Expected " + expected + ", got " + status + ": " + body);
      }
      return this;
    }

    JsonObject json() {
      try (JsonReader reader = Json.createReader(new StringReader(body))) {
        return reader.readObject();
      }
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    Optional<String> newCookie() {
      return headers.firstValue("Set-Cookie");
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, NO_BODY, headers);
  }

  Answer post(String path, String json, String... headers) {
    return send("POST", path, json, headers);
  }

  Answer delete(String path) {
    return send("DELETE", path, NO_BODY);
  }

  /** Submits a job and gives it back. */
  JsonObject submit(String command) {
    String spec =
        Json.createObjectBuilder()
            .add("image", "lumaris/busybox")
            .add("command", command)
            .build()
            .toString();
    return post("/api/jobs", spec).expect(201).json();
  }

  /** Any request; {@code Origin} is our own unless the headers say otherwise. */
  Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(portal.resolve(path))
            .timeout(PATIENCE)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (cookie != null) {
      request.setHeader("Cookie", cookie);
    }
    request.setHeader("Origin", origin());
    if (body != null) {
      request.setHeader("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return remember(request.build());
  }

  /** The value of the session cookie. */
  String cookieValue() {
    return cookie.substring(cookie.indexOf('=') + 1);
  }

  /** The session token in the cookie. */
  String token() {
    return cookieValue().split("~", -1)[0];
  }

  /** Opens the live connection. */
  LiveClient live() {
    return LiveClient.open(portal, "Cookie", cookie, "Origin", origin());
  }

  String origin() {
    return "http://" + portal.getAuthority();
  }

  private Answer remember(HttpRequest request) {
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
      answer.newCookie().ifPresent(set -> cookie = set.split(";", 2)[0]);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
