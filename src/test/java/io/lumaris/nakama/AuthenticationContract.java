package io.lumaris.nakama;

import static io.lumaris.nakama.ClientUnderTest.guest;
import static io.lumaris.nakama.ClientUnderTest.refusal;
import static io.lumaris.nakama.ClientUnderTest.unused;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.nakama.NakamaException.Code;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Signing in and out, by every kind of client. */
interface AuthenticationContract extends ClientUnderTest {

  @Test
  default void aDeviceSignsInToTheSameAccountAgain() {
    with(
        client -> {
          String device = unused();
          NakamaSession first = client.authenticateDevice(device, true);
          NakamaSession second = client.authenticateDevice(device, false);
          assertThat(first.isCreated()).isTrue();
          assertThat(second.isCreated()).isFalse();
          assertThat(second.userId()).isEqualTo(first.userId());
          assertThat(first.isExpired(Instant.now(), Duration.ZERO)).isFalse();
          assertThat(first.refreshExpireTime()).isAfter(first.expireTime());
        });
  }

  @Test
  default void anUnknownDeviceIsRefusedUnlessItsAccountMayBeMade() {
    with(
        client -> {
          NakamaException refusal = refusal(() -> client.authenticateDevice(unused(), false));
          assertThat(refusal.code()).isEqualTo(Code.NOT_FOUND);
          assertThat(refusal.reason()).isEqualTo(NakamaException.ACCOUNT_NOT_FOUND);
          assertThat(refusal.retryable()).isFalse();
        });
  }

  @Test
  default void aDeviceIdThatIsTooShortIsTheCallersMistake() {
    with(
        client -> {
          NakamaException refusal = refusal(() -> client.authenticateDevice("short", true));
          assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
          assertThat(refusal).hasMessageContaining("10-128");
        });
  }

  @Test
  default void anAccountGetsTheNameItAsksForUnlessAnotherHasIt() {
    with(
        client -> {
          String name = "Zoë & söhne " + unused();
          assertThat(client.authenticateDevice(unused(), true, name).username()).isEqualTo(name);
          NakamaException refusal = refusal(() -> client.authenticateCustom(unused(), true, name));
          assertThat(refusal.code()).isEqualTo(Code.ALREADY_EXISTS);
          assertThat(refusal.reason()).isEqualTo(NakamaException.USERNAME_TAKEN);
        });
  }

  @Test
  default void aCustomIdSignsInToTheSameAccountAgain() {
    with(
        client -> {
          String id = unused();
          NakamaSession first = client.authenticateCustom(id, true);
          assertThat(client.authenticateCustom(id, false).userId()).isEqualTo(first.userId());
        });
  }

  @Test
  default void anEmailSignsInOnlyWithItsPassword() {
    with(
        client -> {
          String email = unused() + "@market.example";
          NakamaSession first =
              client.authenticateEmail(email, "correct horse", true, "mail-" + unused());
          NakamaSession again = client.authenticateEmail(email, "correct horse", false);
          assertThat(again.userId()).isEqualTo(first.userId());
          NakamaException refusal =
              refusal(() -> client.authenticateEmail(email, "wrong horse", false));
          assertThat(refusal.code()).isEqualTo(Code.UNAUTHENTICATED);
          assertThat(refusal.reason()).isEqualTo(NakamaException.WRONG_CREDENTIALS);
        });
  }

  @Test
  default void aGuestKeepsTheAccountByLinkingAnEmail() {
    with(
        client -> {
          String email = unused() + "@market.example";
          NakamaSession guest = guest(client);
          assertThat(client.getAccount(guest).email()).isEmpty();
          client.linkEmail(guest, email, "correct horse");
          assertThat(client.getAccount(guest).email()).contains(email);
          assertThat(client.authenticateEmail(email, "correct horse", false).userId())
              .isEqualTo(guest.userId());

          NakamaSession other = guest(client);
          NakamaException refusal = refusal(() -> client.linkEmail(other, email, "battery staple"));
          assertThat(refusal.code()).isEqualTo(Code.ALREADY_EXISTS);
          assertThat(refusal.reason()).isEqualTo(NakamaException.EMAIL_TAKEN);
        });
  }

  @Test
  default void anAccountSaysWhoItIsAndHidesItsEmailFromLogs() {
    with(
        client -> {
          String email = unused() + "@market.example";
          NakamaSession session = client.authenticateEmail(email, "correct horse", true);
          NakamaAccount account = client.getAccount(session);
          assertThat(account.userId()).isEqualTo(session.userId());
          assertThat(account.username()).isEqualTo(session.username());
          assertThat(account.createTime()).isBefore(Instant.now().plusSeconds(60));
          assertThat(account.toString()).doesNotContain(email);
        });
  }

  @Test
  default void aRefreshedSessionIsOfTheSameAccountAndWorks() {
    with(
        client -> {
          NakamaSession first = guest(client);
          NakamaSession second = client.refreshSession(first);
          assertThat(second.userId()).isEqualTo(first.userId());
          assertThat(second.username()).isEqualTo(first.username());
          assertThat(client.getAccount(second).userId()).isEqualTo(first.userId());
        });
  }

  @Test
  default void afterLogoutNeitherTokenIsTaken() {
    with(
        client -> {
          NakamaSession session = guest(client);
          client.logoutSession(session);
          for (NakamaException refusal :
              new NakamaException[] {
                refusal(() -> client.getAccount(session)),
                refusal(() -> client.rpc(session, "echo", "{}")),
                refusal(() -> client.refreshSession(session))
              }) {
            assertThat(refusal.code()).isEqualTo(Code.UNAUTHENTICATED);
            assertThat(refusal.reason()).isEqualTo(NakamaException.INVALID_SESSION);
          }
        });
  }

  @Test
  default void theWrongServerKeyIsNamedAndHowToPutItRight() {
    NakamaSettings wrong =
        new NakamaSettings(
            settings().baseUri(),
            "not-the-key",
            settings().connectTimeout(),
            settings().callTimeout(),
            settings().pingInterval());
    with(
        wrong,
        client -> {
          NakamaException refusal = refusal(() -> client.authenticateDevice(unused(), true));
          assertThat(refusal.code()).isEqualTo(Code.UNAUTHENTICATED);
          assertThat(refusal.reason()).isEqualTo(NakamaException.WRONG_SERVER_KEY);
          assertThat(refusal.retryable()).isFalse();
          assertThat(refusal)
              .hasMessageContaining(settings().baseUri().toString())
              .hasMessageContaining("socket.server_key")
              .hasMessageNotContaining("not-the-key");
        });
  }
}
