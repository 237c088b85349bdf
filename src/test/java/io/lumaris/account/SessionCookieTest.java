package io.lumaris.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.nakama.NakamaSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCookieTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  private final NakamaSession session =
      NakamaSession.restore(token(Duration.ofHours(2)), token(Duration.ofDays(30)));

  @Test
  void theSessionSurvivesTheWayThroughTheCookie() {
    String cookie = SessionCookie.of(session, NOW, false);

    assertThat(cookie).startsWith("lumaris_session=");
    assertThat(SessionCookie.read(cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'))))
        .contains(session);
  }

  @Test
  void pageCodeAndOtherSitesCannotUseIt() {
    assertThat(attributes(SessionCookie.of(session, NOW, false)))
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .noneMatch(attribute -> attribute.startsWith("Domain"));
  }

  @Test
  void itIsSecureOverTlsOnly() {
    assertThat(attributes(SessionCookie.of(session, NOW, true))).contains("Secure");
    assertThat(attributes(SessionCookie.of(session, NOW, false))).doesNotContain("Secure");
    assertThat(attributes(SessionCookie.cleared(true))).contains("Secure");
  }

  @Test
  void theBrowserKeepsItAsLongAsTheSessionCanBeRenewed() {
    assertThat(attributes(SessionCookie.of(session, NOW, false)))
        .contains("Max-Age=" + Duration.ofDays(30).toSeconds());
    assertThat(attributes(SessionCookie.cleared(false))).contains("Max-Age=0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "x~y", "a.b.c", "a.b.c~a.b.c", "a.b.c~a.b.c~a.b.c"})
  void whatHoldsNoTokensIsNoSession(String value) {
    assertThat(SessionCookie.read(value)).isEmpty();
  }

  private static List<String> attributes(String cookie) {
    return List.of(cookie.split("; "));
  }

  private static String token(Duration lifetime) {
    String claims =
        "{\"uid\":\"u\",\"usn\":\"n\",\"exp\":%d}".formatted(NOW.plus(lifetime).getEpochSecond());
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }
}
