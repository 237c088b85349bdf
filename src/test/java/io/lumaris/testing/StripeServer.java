package io.lumaris.testing;

import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Stripe's side on this machine: its interface for a checkout, the page where one pays, and events
 * signed as the library signs them. No card is charged and nothing leaves the machine.
 */
public final class StripeServer implements AutoCloseable {
  /** What a portal must present. */
  public static final String SECRET_KEY = "sk_test_51LumarisTests";

  /** What events are signed with. */
  public static final String WEBHOOK_SECRET = "whsec_lumaris_tests";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final HttpServer server;
  private final Map<String, StripeSession> sessions = new ConcurrentHashMap<>();
  private final Map<String, StripeSession> byKey = new ConcurrentHashMap<>();
  private volatile StripeSession last;
  private volatile URI webhook;
  private volatile boolean refusing;

  private StripeServer(HttpServer server) {
    this.server = server;
  }

  /** Starts it on a free port. */
  public static StripeServer start() {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      HttpServer http = HttpServer.create(new InetSocketAddress(here, 0), 0);
      StripeServer stripe = new StripeServer(http);
      http.createContext("/v1/checkout/sessions", exchange -> stripe.begin(exchange));
      http.createContext("/pay/", exchange -> stripe.page(exchange));
      http.setExecutor(
          Executors.newCachedThreadPool(
              work -> {
                Thread thread = new Thread(work, "stripe");
                thread.setDaemon(true);
                return thread;
              }));
      http.start();
      return stripe;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Where paid sessions are told from now on; {@code null}: nowhere. */
  public void tell(URI portal) {
    webhook = portal;
  }

  /**
   * From now on every checkout is refused, as for a key without the right; {@code false} ends it.
   */
  public void refuse(boolean all) {
    refusing = all;
  }

  /** The session that was begun last. */
  public StripeSession last() {
    return last;
  }

  /** The header that signs a body, as the library makes it. */
  public static String signature(String body, String secret, long epochSecond) {
    try {
      String signed = Webhook.Util.computeHmacSha256(secret, epochSecond + "." + body);
      return "t=" + epochSecond + ",v1=" + signed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends an event to a portal, signed. */
  public static HttpResponse<String> deliver(URI portal, String event) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(portal.resolve("/api/payments/webhook"))
              .header("Content-Type", "application/json; charset=utf-8")
              .header(
                  "Stripe-Signature",
                  Webhook.Signature.generateSignatureHeader(event, WEBHOOK_SECRET))
              .POST(HttpRequest.BodyPublishers.ofString(event))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void begin(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String presented = exchange.getRequestHeaders().getFirst("Authorization");
    if (refusing || !("Bearer " + SECRET_KEY).equals(presented)) {
      answer(exchange, 401, error("invalid_request_error", "Invalid API Key provided: sk_***"));
      return;
    }
    StripeSession session =
        byKey.computeIfAbsent(key, k -> new StripeSession(decoded(body), address().toString()));
    if (!session.form().equals(decoded(body))) {
      answer(
          exchange, 400, error("idempotency_error", "Keys for idempotent requests can only be…"));
      return;
    }
    sessions.put(session.id(), session);
    last = session;
    answer(exchange, 200, session.begun());
  }

  private void page(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    StripeSession session = sessions.get(path[2]);
    if (path.length == 3) {
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      answer(exchange, 200, paymentPage(session));
      return;
    }
    if (webhook != null) {
      deliver(webhook, session.paid());
    }
    exchange.getResponseHeaders().set("Location", session.form().get("success_url"));
    exchange.sendResponseHeaders(303, -1);
    exchange.close();
  }

  private static String paymentPage(StripeSession session) {
    return """
        <!doctype html><html lang="en"><head><title>Checkout</title><link rel="icon" href="data:,"></head><body><main>
        <h1>Pay %s %s</h1><p><a href="/pay/%s/paid">Pay</a></p><p><a href="%s">Back</a></p>
        </main></body></html>
        """
        .formatted(
            session.amount() / 100,
            session.form().get("line_items[0][price_data][currency]"),
            session.id(),
            session.form().get("cancel_url"));
  }

  private static String error(String type, String message) {
    return "{\"error\": {\"message\": \"" + message + "\", \"type\": \"" + type + "\"}}";
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Request-Id", "req_test");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<String, String> decoded(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : form.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      fields.put(plain(parts[0]), plain(parts[1]));
    }
    return fields;
  }

  private static String plain(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
