package io.lumaris.nakama;

import io.lumaris.nakama.NakamaException.Code;
import jakarta.json.bind.Jsonb;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps one account signed in: renews the session before it ends, once for however many threads
 * need it, and signs in again where the refresh token is dead too. Thread-safe.
 */
public final class SessionKeeper {

  /** A session is renewed this long before its end. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  private final NakamaClient client;
  private final Supplier<NakamaSession> authenticator;
  private final InstantSource clock;
  private final Object lock = new Object();
  private NakamaSession current; // guarded by lock; null before the first use
  private boolean endIsKnown; // guarded by lock; see remember()
  private CompletableFuture<NakamaSession> renewal; // guarded by lock; null when none runs

  private SessionKeeper(
      NakamaClient client,
      NakamaSession first,
      Supplier<NakamaSession> authenticator,
      InstantSource clock) {
    this.client = client;
    this.authenticator = authenticator;
    this.clock = clock;
    if (first != null) {
      current = first;
      endIsKnown = true;
    }
  }

  /**
   * Keeps a session that somebody signed in to. When it cannot be renewed any more, calls fail with
   * {@link NakamaException#SESSION_ENDED}.
   */
  public static SessionKeeper of(NakamaClient client, NakamaSession session) {
    return new SessionKeeper(client, session, SessionKeeper::cannotSignIn, InstantSource.system());
  }

  /**
   * Signs in with {@code authenticator} when first needed, and again whenever the session can no
   * longer be renewed: {@code () -> client.authenticateDevice(id, true)}.
   */
  public static SessionKeeper authenticating(
      NakamaClient client, Supplier<NakamaSession> authenticator) {
    return authenticating(client, authenticator, InstantSource.system());
  }

  static SessionKeeper authenticating(
      NakamaClient client, Supplier<NakamaSession> authenticator, InstantSource clock) {
    return new SessionKeeper(client, null, authenticator, clock);
  }

  /**
   * A session that is good at this moment, renewed if it was about to end.
   *
   * @throws NakamaException if it was, and the renewal failed
   */
  public NakamaSession session() {
    Held held = held();
    return held.good() ? held.session() : renew(held.session());
  }

  /** Calls with a good session; if the server refuses it all the same, once more with a new one. */
  public <T> T call(Function<NakamaSession, T> call) {
    NakamaSession session = session();
    try {
      return call.apply(session);
    } catch (NakamaException e) {
      if (e.code() != Code.UNAUTHENTICATED) {
        throw e;
      }
      return call.apply(renew(session));
    }
  }

  /** {@link NakamaClient#rpc(NakamaSession, String, String)} with the kept session. */
  public String rpc(String id, String payload) {
    return call(session -> client.rpc(session, id, payload));
  }

  /**
   * {@link NakamaClient#rpc(NakamaSession, String, Object, Class, Jsonb)} with the kept session.
   */
  public <T> T rpc(String id, Object payload, Class<T> answer, Jsonb json) {
    return call(session -> client.rpc(session, id, payload, answer, json));
  }

  /** {@link NakamaClient#rpcAsync(NakamaSession, String, String)} with the kept session. */
  public CompletionStage<String> rpcAsync(String id, String payload) {
    Held held = held();
    CompletionStage<NakamaSession> ready =
        held.good()
            ? CompletableFuture.completedFuture(held.session())
            : renewAsync(held.session());
    return ready.thenCompose(
        good ->
            client
                .rpcAsync(good, id, payload)
                .exceptionallyCompose(failure -> repeatAsync(failure, good, id, payload)));
  }

  /**
   * Replaces a session that the server refuses. Threads that find the same one stale share one
   * renewal and its outcome.
   *
   * @param stale the session that was refused; if it is no longer the current one, that is returned
   */
  // Two sessions made in one second can have equal tokens: only identity tells old from new.
  @SuppressWarnings("ReferenceEquality")
  NakamaSession renew(NakamaSession stale) {
    CompletableFuture<NakamaSession> mine = new CompletableFuture<>();
    CompletableFuture<NakamaSession> running;
    synchronized (lock) {
      if (current != stale) {
        return current;
      }
      running = renewal;
      if (running == null) {
        renewal = mine;
      }
    }
    return running == null ? lead(stale, mine) : follow(running);
  }

  private NakamaSession lead(NakamaSession stale, CompletableFuture<NakamaSession> mine) {
    try {
      NakamaSession renewed = stale == null ? authenticator.get() : refreshOrSignIn(stale);
      remember(renewed);
      mine.complete(renewed);
      return renewed;
    } catch (RuntimeException | Error e) {
      synchronized (lock) {
        renewal = null;
      }
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private static NakamaSession follow(CompletableFuture<NakamaSession> running) {
    try {
      return running.join();
    } catch (CompletionException e) {
      throw NakamaException.in(e);
    }
  }

  private NakamaSession refreshOrSignIn(NakamaSession stale) {
    try {
      return client.refreshSession(stale);
    } catch (NakamaException e) {
      if (e.code() != Code.UNAUTHENTICATED || e.reason().equals(NakamaException.WRONG_SERVER_KEY)) {
        throw e;
      }
      return authenticator.get();
    }
  }

  /**
   * A token that seems to have ended when it is a moment old means that the clocks differ: renewing
   * by the clock would then renew at every call, so only a refusal counts.
   */
  private void remember(NakamaSession renewed) {
    synchronized (lock) {
      current = renewed;
      endIsKnown = !renewed.isExpired(clock.instant(), SKEW);
      renewal = null;
    }
  }

  /** The current session and whether it can be used: looked at in one moment, so that it is. */
  private Held held() {
    synchronized (lock) {
      boolean ended = current == null || (endIsKnown && current.isExpired(clock.instant(), SKEW));
      return new Held(current, !ended);
    }
  }

  private CompletionStage<NakamaSession> renewAsync(NakamaSession stale) {
    try {
      return CompletableFuture.supplyAsync(() -> renew(stale), client.threads().executor());
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new NakamaException(
              Code.UNAVAILABLE, "no_thread", "No thread is free to renew the session.", e));
    }
  }

  private CompletionStage<String> repeatAsync(
      Throwable failure, NakamaSession refused, String id, String payload) {
    NakamaException refusal = NakamaException.in(failure);
    return refusal.code() == Code.UNAUTHENTICATED
        ? renewAsync(refused).thenCompose(good -> client.rpcAsync(good, id, payload))
        : CompletableFuture.failedFuture(refusal);
  }

  private static NakamaSession cannotSignIn() {
    throw new NakamaException(
        Code.UNAUTHENTICATED,
        NakamaException.SESSION_ENDED,
        "Your session has ended: sign in again.");
  }

  private record Held(NakamaSession session, boolean good) {}
}
