package io.lumaris.nakama;

import static io.lumaris.nakama.ClientUnderTest.refusal;
import static io.lumaris.nakama.ClientUnderTest.unused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lumaris.nakama.NakamaException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keeping an account signed in to a real Nakama; only the clock is the tests' own. */
@Timeout(120)
class SessionKeeperIT {

  private static final int THREADS = 50;

  private static NakamaServer server;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final AtomicInteger signIns = new AtomicInteger();
  private final String device = unused();
  private NakamaClient client;

  @BeforeAll
  static void start() {
    server = NakamaServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    client = NakamaClient.standalone(server.settings());
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void theFirstUseSignsInAndLaterOnesDoNot() {
    SessionKeeper keeper = keeper();
    assertThat(signIns).hasValue(0);
    keeper.rpc("echo", "{}");
    keeper.rpc("echo", "{}");
    assertThat(signIns).hasValue(1);
  }

  @Test
  void aSessionIsRenewedBeforeItsEndWithoutSigningIn() {
    SessionKeeper keeper = keeper();
    NakamaSession first = keeper.session();
    now.set(first.expireTime().minusSeconds(31));
    assertThat(keeper.session()).isSameAs(first);
    now.set(first.expireTime().minusSeconds(30));
    NakamaSession second = keeper.session();
    assertThat(second).isNotSameAs(first);
    assertThat(second.userId()).isEqualTo(first.userId());
    assertThat(signIns).hasValue(1);
  }

  @RepeatedTest(20)
  void fiftyThreadsMakeOneSignInAndThenOneRenewal() {
    SessionKeeper keeper = keeper();
    Set<NakamaSession> first = distinct(InParallel.call(THREADS, n -> keeper.session()));
    assertThat(first).hasSize(1);
    assertThat(signIns).hasValue(1);

    now.set(first.iterator().next().expireTime());
    // Each renewal makes a session of its own: one session in all hands is one renewal.
    Set<NakamaSession> second = distinct(InParallel.call(THREADS, n -> keeper.session()));
    assertThat(second).hasSize(1);
    assertThat(second.iterator().next()).isNotSameAs(first.iterator().next());
    assertThat(signIns).hasValue(1);
  }

  @RepeatedTest(20)
  void fiftyRefusedCallsMakeOneRenewalAndAllSucceed() {
    NakamaSession good = client.authenticateDevice(device, true);
    SessionKeeper keeper = SessionKeeper.of(client, refusedButRenewable(good));
    Set<NakamaSession> used =
        distinct(
            InParallel.call(
                THREADS,
                n ->
                    keeper.call(
                        session -> {
                          client.rpc(session, "echo", "{}");
                          return session;
                        })));
    assertThat(used).hasSize(1);
  }

  @RepeatedTest(5)
  void fiftyRefusedCallsWithoutWaitingMakeOneRenewal() {
    NakamaSession good = client.authenticateDevice(device, true);
    SessionKeeper keeper = SessionKeeper.of(client, refusedButRenewable(good));
    List<CompletableFuture<String>> answers =
        InParallel.call(THREADS, n -> keeper.rpcAsync("echo", "{}").toCompletableFuture());
    assertThat(answers).allSatisfy(a -> assertThat(a.join()).contains(good.userId()));
    assertThat(keeper.session().userId()).isEqualTo(good.userId());
  }

  @Test
  void aDeadRefreshTokenMakesItSignInAgain() {
    SessionKeeper keeper = keeper();
    client.logoutSession(keeper.session());
    assertThat(keeper.rpc("echo", "{}")).contains(keeper.session().userId());
    assertThat(signIns).hasValue(2);
    client.logoutSession(keeper.session());
    assertThat(keeper.rpcAsync("echo", "{}").toCompletableFuture().join())
        .contains(keeper.session().userId());
    assertThat(signIns).hasValue(3);
  }

  @Test
  void withNothingToSignInWithTheSessionEnds() {
    NakamaSession session = client.authenticateDevice(device, true);
    SessionKeeper keeper = SessionKeeper.of(client, session);
    keeper.rpc("echo", "{}");
    client.logoutSession(session);
    NakamaException ended = refusal(() -> keeper.rpc("echo", "{}"));
    assertThat(ended.code()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(ended.reason()).isEqualTo(NakamaException.SESSION_ENDED);
    assertThat(ended).hasMessageContaining("sign in again");
    Throwable async =
        catchThrowable(() -> keeper.rpcAsync("echo", "{}").toCompletableFuture().join());
    assertThat(((NakamaException) async.getCause()).reason())
        .isEqualTo(NakamaException.SESSION_ENDED);
  }

  @Test
  void otherRefusalsAreNotRepeated() {
    SessionKeeper keeper = keeper();
    NakamaSession session = keeper.session();
    NakamaException refusal =
        refusal(() -> keeper.rpc("refuse", "{\"code\":7,\"message\":\"not_allowed: No.\"}"));
    assertThat(refusal.reason()).isEqualTo("not_allowed");
    assertThat(keeper.session()).isSameAs(session);
  }

  @Test
  void clocksThatDifferByDaysDoNotRenewAtEveryCall() {
    now.set(Instant.now().plus(Duration.ofDays(3)));
    SessionKeeper keeper = keeper();
    NakamaSession session = keeper.session();
    for (int n = 0; n < 10; n++) {
      keeper.rpc("echo", "{}");
    }
    assertThat(keeper.session()).isSameAs(session);
  }

  @Test
  void aFailedSignInIsTriedAgainByTheNextCall() {
    AtomicInteger attempts = new AtomicInteger();
    SessionKeeper keeper =
        SessionKeeper.authenticating(
            client,
            () -> {
              if (attempts.incrementAndGet() == 1) {
                throw new NakamaException(Code.UNAVAILABLE, "scripted", "Not yet.");
              }
              return client.authenticateDevice(device, true);
            });
    assertThat(refusal(keeper::session).reason()).isEqualTo("scripted");
    assertThat(keeper.session().userId()).isNotEmpty();
  }

  private SessionKeeper keeper() {
    Supplier<NakamaSession> signIn =
        () -> {
          signIns.incrementAndGet();
          return client.authenticateDevice(device, true);
        };
    return SessionKeeper.authenticating(client, signIn, now::get);
  }

  /** A session that the server refuses long before its end, with a refresh token that is good. */
  private static NakamaSession refusedButRenewable(NakamaSession good) {
    Instant late = Instant.parse("2100-01-01T00:00:00Z");
    return NakamaSession.restore(
        Tokens.token(good.userId(), good.username(), late), good.refreshToken());
  }

  private static Set<NakamaSession> distinct(List<NakamaSession> sessions) {
    Set<NakamaSession> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    distinct.addAll(sessions);
    return distinct;
  }
}
