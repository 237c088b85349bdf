package io.lumaris.nakama;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where Nakama is and how long to wait for it.
 *
 * @param baseUri scheme, host and port, for example {@code http://127.0.0.1:7350}
 * @param serverKey the server's {@code socket.server_key}: names the server's clients, no secret
 * @param connectTimeout longest wait for a TCP connection
 * @param callTimeout longest wait for the answer to one call; Nakama itself drops answers after 10
 *     seconds
 * @param pingInterval a socket that was silent for this long is pinged, and given up for dead after
 *     twice this
 */
public record NakamaSettings(
    URI baseUri,
    String serverKey,
    Duration connectTimeout,
    Duration callTimeout,
    Duration pingInterval) {

  private static final String DEFAULT_URL = "http://127.0.0.1:7350";
  private static final int DEFAULT_PORT = 7350;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Checks every value; an {@link IllegalArgumentException} names the setting and the fix. */
  public NakamaSettings {
    if (baseUri == null || baseUri.getHost() == null || !isHttp(baseUri.getScheme())) {
      throw new IllegalArgumentException(
          "lumaris.nakama.url must look like http://127.0.0.1:7350, it is " + baseUri);
    }
    if (serverKey == null || serverKey.isBlank()) {
      throw new IllegalArgumentException(
          "lumaris.nakama.server-key must be the key Nakama was started with, it is empty");
    }
    checkWait("lumaris.nakama.connect-timeout-ms", connectTimeout);
    checkWait("lumaris.nakama.call-timeout-ms", callTimeout);
    checkWait("lumaris.nakama.ping-interval-ms", pingInterval);
  }

  /**
   * Settings for a server named as on the command line, with the usual timeouts.
   *
   * @param server {@code host}, {@code host:port} or an {@code http(s)://} address
   * @param serverKey the server's key
   */
  public static NakamaSettings of(String server, String serverKey) {
    return new NakamaSettings(
        address(server),
        serverKey,
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10));
  }

  /**
   * Settings from configuration: the keys {@code lumaris.nakama.url}, {@code .server-key}, {@code
   * .connect-timeout-ms}, {@code .call-timeout-ms}, {@code .ping-interval-ms}.
   *
   * @param lookup finds the text of a key; inside the container MicroProfile Config's {@code key ->
   *     config.getOptionalValue(key, String.class)}
   */
  public static NakamaSettings read(Function<String, Optional<String>> lookup) {
    return new NakamaSettings(
        address(lookup.apply("lumaris.nakama.url").orElse(DEFAULT_URL)),
        lookup.apply("lumaris.nakama.server-key").orElse("defaultkey"),
        millis(lookup, "lumaris.nakama.connect-timeout-ms", 3_000),
        millis(lookup, "lumaris.nakama.call-timeout-ms", 10_000),
        millis(lookup, "lumaris.nakama.ping-interval-ms", 10_000));
  }

  /** The address of the server's WebSocket; the token travels in a header, never in here. */
  URI socketUri() {
    String afterHttp = baseUri.toString().substring("http".length()); // the s of https makes wss
    return URI.create("ws" + afterHttp + "/ws?format=json");
  }

  private static URI address(String server) {
    String text = server.strip();
    String withScheme = text.contains("://") ? text : "http://" + text;
    String bare =
        withScheme.endsWith("/") ? withScheme.substring(0, withScheme.length() - 1) : withScheme;
    try {
      URI uri = URI.create(bare);
      boolean bareHost = !text.contains("://") && uri.getHost() != null && uri.getPort() < 0;
      return bareHost ? URI.create(bare + ":" + DEFAULT_PORT) : uri;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The address of Nakama must look like 127.0.0.1:7350, it is " + server, e);
    }
  }

  private static Duration millis(
      Function<String, Optional<String>> lookup, String key, long otherwise) {
    String text = lookup.apply(key).orElse(Long.toString(otherwise));
    try {
      return Duration.ofMillis(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          key + " must be a number of milliseconds, it is " + text, e);
    }
  }

  private static void checkWait(String key, Duration wait) {
    if (wait == null || wait.toMillis() < 1 || wait.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          key + " must be between 1 ms and 10 minutes, it is " + wait);
    }
  }

  private static boolean isHttp(String scheme) {
    return "http".equals(scheme) || "https".equals(scheme);
  }
}
