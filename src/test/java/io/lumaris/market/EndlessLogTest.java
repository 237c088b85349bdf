package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaSettings;
import io.lumaris.nakama.ScriptedServer;
import io.lumaris.nakama.SessionKeeper;
import io.lumaris.nakama.Tokens;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Whoever reads a log goes on while there is more: a market that never ends must not make it so.
 */
class EndlessLogTest {
  private static final String CHUNK =
      "{\"seq\":7,\"attempt\":1,\"time\":1,\"stream\":\"stdout\",\"text\":\"x\"}";

  @Test
  void morePromisedWithoutAnyOutputIsAFaultOfTheMarket() {
    assertThatThrownBy(() -> read(true, "", 0))
        .isInstanceOfSatisfying(
            MarketException.class,
            fault -> {
              assertThat(fault.reason()).isEqualTo("market_unavailable");
              assertThat(fault.retryable()).isTrue();
              assertThat(fault).hasMessageContaining("more output and does not give it");
            });
  }

  @Test
  void morePromisedWithOutputThatIsKnownAlreadyIsOneToo() {
    assertThatThrownBy(() -> read(true, CHUNK, 7)).isInstanceOf(MarketException.class);
  }

  @Test
  void morePromisedWithNewOutputIsReadOn() {
    assertThat(read(true, CHUNK, 6).chunks()).hasSize(1);
  }

  @Test
  void noOutputAndNoneToComeIsTheEnd() {
    assertThat(read(false, "", 7).chunks()).isEmpty();
  }

  /** One answer serves for the sign-in and for the log: each reads its own fields. */
  private static LogPage read(boolean more, String chunks, long after) {
    String token = Tokens.token("u", "n", Instant.now().plusSeconds(600));
    String answer =
        "{\"token\":\"%1$s\",\"refresh_token\":\"%1$s\",\"chunks\":[%2$s],\"last_seq\":7,\"cut_bytes\":0,\"more\":%3$s,\"final\":false}"
            .formatted(token, chunks, more);
    try (ScriptedServer server = ScriptedServer.answering(200, "application/json", answer);
        NakamaClient client =
            NakamaClient.standalone(NakamaSettings.of(server.address().toString(), "key"))) {
      SessionKeeper sessions =
          SessionKeeper.authenticating(
              client, () -> client.authenticateDevice("device-id-1", true));
      return new NakamaMarket(sessions).logs(UUID.randomUUID(), after, 10);
    }
  }
}
