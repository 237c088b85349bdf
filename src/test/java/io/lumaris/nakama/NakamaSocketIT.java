package io.lumaris.nakama;

import static io.lumaris.nakama.ClientUnderTest.guest;
import static io.lumaris.nakama.ClientUnderTest.unused;
import static io.lumaris.nakama.ClientUnderTest.withCallTimeout;
import static io.lumaris.nakama.SocketContract.failure;
import static io.lumaris.nakama.SocketContract.get;
import static io.lumaris.nakama.SocketContract.keeper;
import static io.lumaris.nakama.SocketContract.label;
import static io.lumaris.nakama.SocketContract.numbers;
import static io.lumaris.nakama.SocketContract.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.nakama.NakamaException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A socket whose server is killed, frozen, restarted or not there yet. */
@Timeout(180)
class NakamaSocketIT {

  private static NakamaServer server;

  private final Heard heard = new Heard();
  private final String label = unused();
  private NakamaClient client;
  private NakamaSocket socket;

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
    socket = client.createSocket(keeper(client), heard);
  }

  @AfterEach
  void close() {
    socket.close();
    client.close();
  }

  @RepeatedTest(3)
  void aServerThatWasKilledAndStartedAgainPushesAgain() {
    socket.subscribe("listen", label(label));
    get(socket.connect());
    server.kill();
    heard.await("disconnect", 1);
    assertThat(socket.isConnected()).isFalse();
    assertThat(failure(socket.rpc("echo", "{}")).retryable()).isTrue();
    heard.await("error " + NakamaException.UNREACHABLE, 1);
    server.restart();
    heard.await("reconnected", 1);
    push(client, label, 1, 5, "x");
    heard.awaitPushes(5);
    assertThat(numbers(heard)).containsExactly(1, 2, 3, 4, 5);
    assertThat(heard.count("connect")).isOne();
  }

  @Test
  void aSocketWaitsForAServerThatIsNotThereYet() {
    server.kill();
    CompletionStage<Void> connected = socket.connect();
    NakamaSubscription subscription = socket.subscribe("listen", label(label));
    heard.await("error " + NakamaException.UNREACHABLE, 2);
    assertThat(connected.toCompletableFuture()).isNotDone();
    server.restart();
    get(connected);
    get(subscription.confirmed());
    assertThat(heard.count("disconnect")).isZero();
  }

  @Test
  void aServerThatSaysNothingMoreIsGivenUpAndFoundAgain() {
    socket.subscribe("listen", label(label));
    get(socket.connect());
    server.freeze();
    try {
      heard.await("disconnect", 1);
    } finally {
      server.thaw();
    }
    heard.await("reconnected", 1);
    push(client, label, 1, 1, "x");
    heard.awaitPushes(1);
  }

  @Test
  void anIdleSocketStaysConnected() {
    get(socket.connect());
    Duration pings = server.settings().pingInterval().multipliedBy(4);
    await().during(pings).atMost(pings.plusSeconds(10)).until(socket::isConnected);
    assertThat(heard.all()).containsExactly("connect");
  }

  @Test
  void aCallThatIsNotAnsweredInTimeFailsAndTheSocketGoesOn() {
    NakamaSettings hasty = withCallTimeout(server.settings(), Duration.ofSeconds(1));
    try (NakamaClient other = NakamaClient.standalone(hasty);
        NakamaSocket impatient = other.createSocket(keeper(other), new Heard())) {
      get(impatient.connect());
      NakamaException failure = failure(impatient.rpc("pause", "{\"seconds\":2}"));
      assertThat(failure.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
      assertThat(failure.reason()).isEqualTo(NakamaException.TIMEOUT);
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .until(() -> get(impatient.rpc("echo", "{}")).contains("user_id"));
    }
  }

  @Test
  void callsOnTheWireWhenTheServerDiesFailAtOnce() {
    get(socket.connect());
    List<CompletionStage<String>> calls = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      calls.add(socket.rpc("pause", "{\"seconds\":8}"));
    }
    server.kill();
    for (CompletionStage<String> call : calls) {
      assertThat(failure(call).reason()).isEqualTo(NakamaException.CONNECTION_LOST);
    }
    server.restart();
    heard.await("reconnected", 1);
  }

  @Test
  void aSessionThatTheServerRefusesIsRenewedBeforeConnecting() {
    NakamaSession good = guest(client);
    Instant late = Instant.parse("2100-01-01T00:00:00Z");
    NakamaSession refused =
        NakamaSession.restore(Tokens.token(good.userId(), "n", late), good.refreshToken());
    Heard other = new Heard();
    try (NakamaSocket second = client.createSocket(SessionKeeper.of(client, refused), other)) {
      get(second.connect());
      assertThat(get(second.rpc("echo", "{}"))).contains(good.userId());
    }
  }

  @Test
  void aSessionThatEndedForGoodEndsTheSocket() {
    Instant late = Instant.parse("2100-01-01T00:00:00Z");
    String forged = Tokens.token(unused(), "n", late);
    SessionKeeper keeper = SessionKeeper.of(client, NakamaSession.restore(forged, forged));
    try (NakamaSocket dead = client.createSocket(keeper, heard)) {
      NakamaSubscription subscription = dead.subscribe("listen", label(label));
      assertThat(failure(dead.connect()).reason()).isEqualTo(NakamaException.SESSION_ENDED);
      assertThat(failure(subscription.confirmed()).reason())
          .isEqualTo(NakamaException.SESSION_ENDED);
      heard.await("closed " + NakamaException.SESSION_ENDED, 1);
    }
  }

  @Test
  void socketsThatComeAndGoLeaveNoThreads() {
    comeAndGo();
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    InParallel.run(
        8,
        thread -> {
          for (int n = 0; n < 5; n++) {
            comeAndGo();
          }
        });
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> {
              System.gc(); // until Java 21 an HTTP client's thread ends with its last reference
              Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
              left.removeAll(before);
              left.remove(Thread.currentThread()); // the one that waits here
              assertThat(left).extracting(Thread::getName).isEmpty();
            });
  }

  private static void comeAndGo() {
    try (NakamaClient other = NakamaClient.standalone(server.settings());
        NakamaSocket fleeting = other.createSocket(keeper(other), new Heard())) {
      get(fleeting.connect());
      get(fleeting.rpc("echo", "{}"));
    }
  }
}
