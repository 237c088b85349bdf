package io.lumaris.nakama;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Tokens as Nakama makes them, but for their signature, which a client cannot check. */
public final class Tokens {

  private Tokens() {}

  /** A session token of this account. */
  public static String token(String userId, String username, Instant end) {
    String claims =
        "{\"tid\":\"t\",\"uid\":\"%s\",\"usn\":\"%s\",\"exp\":%d,\"iat\":1}"
            .formatted(userId, username, end.getEpochSecond());
    return withClaims(claims);
  }

  static String withClaims(String claims) {
    return base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64(claims) + ".c2lnbmF0dXJl";
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
