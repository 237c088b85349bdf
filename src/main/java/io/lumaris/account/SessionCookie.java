package io.lumaris.account;

import io.lumaris.nakama.NakamaException;
import io.lumaris.nakama.NakamaSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The browser's session: a cookie with Nakama's two tokens, so that the portal keeps no state and
 * any number of portals can serve the same browser. Page code cannot read it.
 */
final class SessionCookie {
  static final String NAME = "lumaris_session";

  // In no token (they are base64url and dots), and a character a cookie may hold.
  private static final String BETWEEN = "~";

  private SessionCookie() {}

  /**
   * The session in a cookie; empty for one that holds no tokens. Whether the tokens are genuine
   * only Nakama can tell.
   */
  static Optional<NakamaSession> read(String value) {
    String[] tokens = value.split(BETWEEN, -1);
    if (tokens.length != 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(NakamaSession.restore(tokens[0], tokens[1]));
    } catch (NakamaException e) {
      return Optional.empty();
    }
  }

  /**
   * The {@code Set-Cookie} for a session, kept by the browser as long as the session can be
   * renewed.
   */
  static String of(NakamaSession session, Instant now, boolean secure) {
    long seconds = Duration.between(now, session.refreshExpireTime()).toSeconds();
    return cookie(
        session.authToken() + BETWEEN + session.refreshToken(), Math.max(seconds, 0), secure);
  }

  /** The {@code Set-Cookie} that makes the browser forget its session. */
  static String cleared(boolean secure) {
    return cookie("", 0, secure);
  }

  private static String cookie(String value, long seconds, boolean secure) {
    return NAME
        + "="
        + value
        + "; Path=/; Max-Age="
        + seconds
        + "; HttpOnly; SameSite=Strict"
        + (secure ? "; Secure" : "");
  }
}
