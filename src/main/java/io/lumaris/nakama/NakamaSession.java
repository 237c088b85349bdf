package io.lumaris.nakama;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

/**
 * A signed-in account: the token that proves it, the token that renews it, and what the first one
 * says. Immutable; a renewal makes a new session.
 *
 * <p>The tokens are read, not verified: the key is the server's. Whoever takes a session from
 * outside (a cookie) must let the server judge it before trusting {@link #userId()}.
 */
public final class NakamaSession {

  private final String authToken;
  private final String refreshToken;
  private final boolean created;
  private final String userId;
  private final String username;
  private final Instant expireTime;
  private final Instant refreshExpireTime;

  private NakamaSession(String authToken, String refreshToken, boolean created) {
    JsonObject claims = claims(authToken);
    this.authToken = authToken;
    this.refreshToken = refreshToken;
    this.created = created;
    this.userId = claim(claims, "uid");
    this.username = claim(claims, "usn");
    this.expireTime = expiry(claims);
    this.refreshExpireTime = expiry(claims(refreshToken));
  }

  /**
   * The session that these two tokens stand for.
   *
   * @throws NakamaException {@code UNAUTHENTICATED} if one of them is no token of Nakama
   */
  public static NakamaSession restore(String authToken, String refreshToken) {
    return new NakamaSession(authToken, refreshToken, false);
  }

  /** The session in the server's answer to authenticate and refresh. */
  static NakamaSession of(JsonObject answer) {
    try {
      return new NakamaSession(
          answer.getString("token", ""),
          answer.getString("refresh_token", ""),
          answer.getBoolean("created", false));
    } catch (NakamaException e) {
      throw Json.unreadable("Nakama's answer holds no session.", e);
    }
  }

  /** The token for {@code Authorization: Bearer}; a secret. */
  public String authToken() {
    return authToken;
  }

  /** The token for a renewal; a secret that lives longer. */
  public String refreshToken() {
    return refreshToken;
  }

  /** Whether signing in made the account. */
  public boolean isCreated() {
    return created;
  }

  /** The account's id in Nakama, a UUID. */
  public String userId() {
    return userId;
  }

  /** The account's unique name when the token was made. */
  public String username() {
    return username;
  }

  /** When the session token ends, by the server's clock. */
  public Instant expireTime() {
    return expireTime;
  }

  /** When the refresh token ends, by the server's clock. */
  public Instant refreshExpireTime() {
    return refreshExpireTime;
  }

  /** Whether the session token has ended, or will within {@code skew}, at the time {@code now}. */
  public boolean isExpired(Instant now, Duration skew) {
    return !now.plus(skew).isBefore(expireTime);
  }

  /** Whether the refresh token has ended, or will within {@code skew}, at the time {@code now}. */
  public boolean isRefreshExpired(Instant now, Duration skew) {
    return !now.plus(skew).isBefore(refreshExpireTime);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NakamaSession session
        && authToken.equals(session.authToken)
        && refreshToken.equals(session.refreshToken);
  }

  @Override
  public int hashCode() {
    return Objects.hash(authToken, refreshToken);
  }

  /** Who and until when; never a token. */
  @Override
  public String toString() {
    return "NakamaSession[" + userId + ", " + username + ", until " + expireTime + "]";
  }

  private static JsonObject claims(String token) {
    String[] parts = token == null ? new String[0] : token.split("\\.", -1);
    if (parts.length != 3) {
      throw malformed(null);
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(parts[1]);
      return Json.object(new String(json, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | JsonException e) {
      throw malformed(e);
    }
  }

  private static String claim(JsonObject claims, String name) {
    String value = claims.getString(name, "");
    if (value.isEmpty()) {
      throw malformed(null);
    }
    return value;
  }

  private static Instant expiry(JsonObject claims) {
    try {
      return Instant.ofEpochSecond(claims.getJsonNumber("exp").longValueExact());
    } catch (RuntimeException e) {
      // Absent, not a number, or no time at all: one and the same to the caller.
      throw malformed(e);
    }
  }

  private static NakamaException malformed(Exception cause) {
    return new NakamaException(
        NakamaException.Code.UNAUTHENTICATED,
        NakamaException.INVALID_SESSION,
        "This is not a session token of Nakama: sign in again.",
        cause);
  }
}
