package io.lumaris.nakama;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server with the faults that a real Nakama does not produce on demand. */
public final class ScriptedServer implements AutoCloseable {

  /** Answers one request. */
  private interface Script {
    void answer(HttpExchange exchange, int number) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<InetSocketAddress> peers = ConcurrentHashMap.newKeySet();

  static {
    // Else head and body of an answer wait 40 ms for each other (Nagle's algorithm).
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private ScriptedServer(Script script) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> serve(script, exchange));
    server.setExecutor(threads);
    server.start();
  }

  /** Answers whatever is asked. */
  public static ScriptedServer answering(int status, String contentType, String body) {
    return new ScriptedServer((exchange, number) -> send(exchange, status, contentType, body));
  }

  /** Answers in turn, the first first. */
  static ScriptedServer alternating(int status, String body, int otherStatus, String otherBody) {
    return new ScriptedServer(
        (exchange, number) -> {
          boolean first = number % 2 == 1;
          String answer = first ? body : otherBody;
          send(exchange, first ? status : otherStatus, "application/json", answer);
        });
  }

  static ScriptedServer redirecting(URI elsewhere) {
    return new ScriptedServer(
        (exchange, number) -> {
          exchange.getResponseHeaders().set("Location", elsewhere + "/v2/account");
          send(exchange, 302, "text/plain", "elsewhere");
        });
  }

  /** Promises a long answer and closes the connection after its beginning. */
  static ScriptedServer breakingOff() {
    return new ScriptedServer(
        (exchange, number) -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          throw new IOException("breaking off as the test wants");
        });
  }

  /** {@code http://127.0.0.1:PORT}. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How many came. */
  public int requests() {
    return requests.get();
  }

  /** How many TCP connections carried requests. */
  int connections() {
    return peers.size();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(Script script, HttpExchange exchange) throws IOException {
    peers.add(exchange.getRemoteAddress());
    exchange.getRequestBody().readAllBytes();
    script.answer(exchange, requests.incrementAndGet());
    exchange.close();
  }

  private static void send(HttpExchange exchange, int status, String contentType, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
