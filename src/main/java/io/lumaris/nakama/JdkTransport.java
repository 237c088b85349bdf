package io.lumaris.nakama;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Calls by the JDK's HTTP client: for the command line, where no container is. */
final class JdkTransport implements Transport, NakamaApi {

  private final NakamaSettings settings;
  private final Failures failures;
  private final HttpClient http;

  JdkTransport(NakamaSettings settings, Failures failures, Executor executor) {
    this.settings = settings;
    this.failures = failures;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // no upgrade attempt with each first call
            .connectTimeout(settings.connectTimeout())
            .executor(executor)
            .build();
  }

  @Override
  public NakamaApi api() {
    return this;
  }

  @Override
  public NakamaException explain(Throwable failure) {
    return failures.broken(failure);
  }

  @Override
  public void close() {
    // Closeable from Java 21 on; before, it ends with its last reference.
    if (http instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw failures.broken(e);
      }
    }
  }

  @Override
  public String authenticate(
      String serverKey, String method, boolean create, String username, String credentials) {
    String query = "?create=" + create + (username == null ? "" : "&username=" + encode(username));
    return send(post("/v2/account/authenticate/" + method + query, serverKey, credentials));
  }

  @Override
  public String refresh(String serverKey, String refreshToken) {
    return send(post("/v2/account/session/refresh", serverKey, refreshToken));
  }

  @Override
  public String logout(String bearer, String tokens) {
    return send(post("/v2/session/logout", bearer, tokens));
  }

  @Override
  public String linkEmail(String bearer, String credentials) {
    return send(post("/v2/account/link/email", bearer, credentials));
  }

  @Override
  public String account(String bearer) {
    return send(request("/v2/account").header("Authorization", bearer).GET());
  }

  @Override
  public String healthcheck() {
    return send(request("/healthcheck").GET());
  }

  @Override
  public String rpc(String bearer, String id, String unwrap, String payload) {
    return send(rpcRequest(bearer, id, unwrap, payload));
  }

  @Override
  public CompletionStage<String> rpcAsync(String bearer, String id, String unwrap, String payload) {
    return http.sendAsync(rpcRequest(bearer, id, unwrap, payload).build(), BodyHandlers.ofString())
        .thenApply(this::body);
  }

  private HttpRequest.Builder rpcRequest(String bearer, String id, String unwrap, String payload) {
    return post("/v2/rpc/" + encode(id) + "?unwrap=" + unwrap, bearer, payload);
  }

  private HttpRequest.Builder post(String path, String authorization, String body) {
    return request(path)
        .header("Authorization", authorization)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(settings.baseUri() + path))
        .timeout(settings.callTimeout());
  }

  private String send(HttpRequest.Builder request) {
    try {
      return body(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw failures.broken(e);
    }
  }

  private String body(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw failures.refused(response.statusCode(), response.body());
    }
    return response.body();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
