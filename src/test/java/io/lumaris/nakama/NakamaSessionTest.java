package io.lumaris.nakama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NakamaSessionTest {

  private static final Instant END = Instant.parse("2030-01-01T00:10:00Z");
  private static final Instant REFRESH_END = Instant.parse("2030-01-08T00:00:00Z");

  private final String token = Tokens.token("c10fa499-ba10-43a4", "Zoë", END);
  private final String refreshToken = Tokens.token("c10fa499-ba10-43a4", "Zoë", REFRESH_END);
  private final NakamaSession session = NakamaSession.restore(token, refreshToken);

  @Test
  void aSessionSaysWhatItsTokenSays() {
    assertThat(session.userId()).isEqualTo("c10fa499-ba10-43a4");
    assertThat(session.username()).isEqualTo("Zoë");
    assertThat(session.expireTime()).isEqualTo(END);
    assertThat(session.refreshExpireTime()).isEqualTo(REFRESH_END);
    assertThat(session.isCreated()).isFalse();
  }

  @Test
  void aSessionEndsAtItsEndAndNotBefore() {
    assertThat(session.isExpired(END.minusMillis(1), Duration.ZERO)).isFalse();
    assertThat(session.isExpired(END, Duration.ZERO)).isTrue();
    assertThat(session.isRefreshExpired(REFRESH_END.minusMillis(1), Duration.ZERO)).isFalse();
    assertThat(session.isRefreshExpired(REFRESH_END, Duration.ZERO)).isTrue();
  }

  @Test
  void theSkewCountsASessionAsEndedBeforeItsEnd() {
    Duration skew = Duration.ofSeconds(30);
    assertThat(session.isExpired(END.minusSeconds(31), skew)).isFalse();
    assertThat(session.isExpired(END.minusSeconds(30), skew)).isTrue();
  }

  @Test
  void aSessionNeverShowsItsTokens() {
    assertThat(session.toString()).doesNotContain(token, refreshToken);
  }

  @Test
  void sessionsWithTheSameTokensAreEqual() {
    assertThat(NakamaSession.restore(token, refreshToken))
        .isEqualTo(session)
        .hasSameHashCodeAs(session)
        .isNotEqualTo(NakamaSession.restore(token, token));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "a.b",
        "a.b.c",
        "a.%%%.c",
        "a.bm90IGpzb24.c",
        "a.W10.c",
        "a.e30.c",
        "..",
        "....."
      })
  void whatIsNoTokenIsRefusedAsNotSignedIn(String garbage) {
    NakamaException refusal =
        catchThrowableOfType(
            NakamaException.class, () -> NakamaSession.restore(garbage, refreshToken));
    assertThat(refusal.code()).isEqualTo(NakamaException.Code.UNAUTHENTICATED);
    assertThat(refusal.reason()).isEqualTo(NakamaException.INVALID_SESSION);
    assertThat(refusal.retryable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"uid\":\"u\",\"usn\":\"n\"}",
        "{\"uid\":\"u\",\"usn\":\"n\",\"exp\":\"soon\"}",
        "{\"uid\":\"u\",\"usn\":\"n\",\"exp\":1e300}",
        "{\"uid\":\"u\",\"usn\":\"n\",\"exp\":9223372036854775807}",
        "{\"uid\":7,\"usn\":\"n\",\"exp\":1}",
        "{\"usn\":\"n\",\"exp\":1}"
      })
  void aTokenWithoutItsClaimsIsRefused(String claims) {
    NakamaException refusal =
        catchThrowableOfType(
            NakamaException.class,
            () -> NakamaSession.restore(Tokens.withClaims(claims), refreshToken));
    assertThat(refusal.reason()).isEqualTo(NakamaException.INVALID_SESSION);
  }
}
