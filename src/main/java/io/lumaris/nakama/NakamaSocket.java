package io.lumaris.nakama;

import io.lumaris.nakama.NakamaException.Code;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A WebSocket to Nakama that stays connected: after a loss it connects again, with growing random
 * waits, a session renewed if need be, and every subscription made again. Thread-safe.
 *
 * <p>Pushes are hints: whoever needs to be sure reads by RPC, and after {@link
 * NakamaSocketListener#onReconnected()} does so for all it shows.
 */
public final class NakamaSocket implements AutoCloseable {

  /** A listener this far behind loses the connection, and with it the backlog. */
  private static final int MOST_PUSHES_WAITING = 10_000;

  private final NakamaSocketListener listener;
  private final OrderedCalls calls;
  private final Subscriptions subscriptions;
  private final KeptConnection connection;
  private final CompletableFuture<Void> firstConnect = new CompletableFuture<>();

  NakamaSocket(
      Threads threads,
      SessionKeeper sessions,
      SocketConnector connector,
      NakamaSocketListener listener) {
    this.listener = listener;
    this.calls = new OrderedCalls(threads.executor(), MOST_PUSHES_WAITING);
    this.subscriptions = new Subscriptions(refusal -> tell(() -> listener.onError(refusal)));
    this.connection = new KeptConnection(threads, sessions, connector, new Owner());
  }

  /**
   * Starts to connect, and goes on trying until it succeeds, the session ends for good, or the
   * socket is closed.
   *
   * @return completes with the first connection; fails if the socket ends before
   */
  public CompletionStage<Void> connect() {
    connection.start();
    return firstConnect.minimalCompletionStage();
  }

  /** Whether it is connected and subscribed at this moment. */
  public boolean isConnected() {
    return connection.isReady();
  }

  /**
   * Calls a function of the module over this socket; for those that need to know the socket. For
   * all others {@link NakamaClient#rpc(NakamaSession, String, String)} is better: a socket's calls
   * are answered one after the other, must be short, and their errors lose the code (see the
   * reason).
   *
   * @return the answer, JSON text; completed on the container's thread: do not block in what
   *     depends on it
   */
  public CompletionStage<String> rpc(String id, String payload) {
    return connection
        .current()
        .map(current -> current.rpc(id, payload))
        .orElseGet(() -> CompletableFuture.failedFuture(notConnected()));
  }

  /**
   * Calls a function of the module that joins this socket to a stream, now or as soon as there is a
   * connection, and again on every later connection.
   */
  public NakamaSubscription subscribe(String rpcId, String payload) {
    NakamaSubscription subscription = new NakamaSubscription(this, rpcId, payload);
    subscriptions.add(subscription); // first: whoever connects from now on makes it
    if (connection.isEnded()) {
      forget(subscription);
      subscription.refuse(closed());
    }
    connection.current().ifPresent(current -> subscribe(subscription, current));
    return subscription;
  }

  /** Ends the socket for good; the listener hears nothing more. May be called more than once. */
  @Override
  public void close() {
    connection.end();
    forgetAll(closed());
    calls.clear();
  }

  void forget(NakamaSubscription subscription) {
    subscriptions.forget(subscription);
  }

  private void forgetAll(NakamaException cause) {
    subscriptions.refuseAll(cause);
    firstConnect.completeExceptionally(cause);
  }

  private void subscribe(NakamaSubscription subscription, SocketConnection on) {
    subscriptions
        .establish(List.of(subscription), on)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                connection.lose(on, NakamaException.in(failure));
              }
            });
  }

  /** Tells the listener in its turn, unless the socket is closed by then; false: it will not. */
  private boolean tell(Runnable news) {
    return calls.add(
        () -> {
          if (!connection.isEnded()) {
            news.run();
          }
        });
  }

  private static NakamaException notConnected() {
    return new NakamaException(
        Code.UNAVAILABLE,
        NakamaException.SOCKET_CLOSED,
        "The socket to Nakama is not connected at the moment.");
  }

  private static NakamaException closed() {
    return new NakamaException(
        Code.CANCELLED, NakamaException.SOCKET_CLOSED, "The socket to Nakama was closed.");
  }

  /** What the connection tells, passed on to the listener. */
  private final class Owner implements KeptConnection.Owner {

    @Override
    public CompletionStage<Void> prepare(SocketConnection opened) {
      return subscriptions.establish(subscriptions.list(), opened);
    }

    @Override
    public boolean onReady() {
      boolean first = firstConnect.complete(null);
      return tell(first ? listener::onConnect : listener::onReconnected);
    }

    @Override
    public void onStreamData(SocketConnection from, StreamData data) {
      if (!tell(() -> listener.onStreamData(data))) {
        calls.clear();
        connection.lose(
            from,
            new NakamaException(
                Code.UNAVAILABLE,
                NakamaException.CONNECTION_LOST,
                "More pushes came than the listener could take."));
      }
    }

    @Override
    public void onLost(NakamaException cause) {
      tell(() -> listener.onDisconnect(cause));
    }

    @Override
    public void onFailed(NakamaException cause) {
      tell(() -> listener.onError(cause));
    }

    @Override
    public void onGaveUp(NakamaException cause) {
      forgetAll(cause);
      calls.add(() -> listener.onClosed(cause));
    }
  }
}
