package io.lumaris.nakama;

import io.lumaris.nakama.NakamaException.Code;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket to Nakama that stays connected: after a loss it connects again, with growing random
 * waits, a session renewed if need be, and every subscription made again. Thread-safe.
 *
 * <p>Pushes are hints: whoever needs to be sure reads by RPC, and after {@link
 * NakamaSocketListener#onReconnected()} does so for all it shows.
 */
public final class NakamaSocket implements AutoCloseable {

  private static final Logger LOG = System.getLogger(NakamaSocket.class.getName());
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** A listener this far behind loses the connection, and with it the backlog. */
  private static final int MOST_PUSHES_WAITING = 10_000;

  private final Threads threads;
  private final SessionKeeper sessions;
  private final SocketConnector connector;
  private final NakamaSocketListener listener;
  private final OrderedCalls calls;
  private final Subscriptions subscriptions;
  private final CompletableFuture<Void> firstConnect = new CompletableFuture<>();

  private final Object lock = new Object(); // guards all below
  private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
  private SocketConnection connection; // null while there is none
  private boolean ready; // the connection stands and is subscribed
  private long readySince;
  private boolean started;
  private boolean closed;
  private Future<?> nextAttempt;

  NakamaSocket(
      Threads threads,
      SessionKeeper sessions,
      SocketConnector connector,
      NakamaSocketListener listener) {
    this.threads = threads;
    this.sessions = sessions;
    this.connector = connector;
    this.listener = listener;
    this.calls = new OrderedCalls(threads.executor(), MOST_PUSHES_WAITING);
    this.subscriptions = new Subscriptions(refusal -> tell(() -> listener.onError(refusal)));
  }

  /**
   * Starts to connect, and goes on trying until it succeeds, the session ends for good, or the
   * socket is closed.
   *
   * @return completes with the first connection; fails if the socket ends before
   */
  public CompletionStage<Void> connect() {
    synchronized (lock) {
      if (!started && !closed) {
        started = true;
        schedule(Duration.ZERO);
      }
    }
    return firstConnect.minimalCompletionStage();
  }

  /** Whether it is connected and subscribed at this moment. */
  public boolean isConnected() {
    synchronized (lock) {
      return ready;
    }
  }

  /**
   * Calls a function of the module over this socket; for those that need to know the socket. For
   * all others {@link NakamaClient#rpc(NakamaSession, String, String)} is better: a socket's calls
   * are answered one after the other, at most 4 KiB long, and their errors lose the code (see the
   * reason).
   *
   * @return the answer, JSON text; completed on the container's thread: do not block in what
   *     depends on it
   */
  public CompletionStage<String> rpc(String id, String payload) {
    SocketConnection current;
    synchronized (lock) {
      current = connection;
    }
    return current == null
        ? CompletableFuture.failedFuture(notConnected())
        : current.rpc(id, payload);
  }

  /**
   * Calls a function of the module that joins this socket to a stream, now or as soon as there is a
   * connection, and again on every later connection.
   */
  public NakamaSubscription subscribe(String rpcId, String payload) {
    NakamaSubscription subscription = new NakamaSubscription(this, rpcId, payload);
    SocketConnection current;
    synchronized (lock) {
      if (closed) {
        subscription.refuse(closedHere());
        return subscription;
      }
      subscriptions.add(subscription);
      current = connection;
    }
    if (current != null) {
      establish(List.of(subscription), current, () -> {});
    }
    return subscription;
  }

  /** Ends the socket for good; the listener hears nothing more. May be called more than once. */
  @Override
  public void close() {
    end(closedHere());
    calls.clear();
  }

  void forget(NakamaSubscription subscription) {
    subscriptions.forget(subscription);
  }

  private void attempt() {
    try {
      adopt(sessions.call(session -> connector.open(session, new Events())));
    } catch (NakamaException e) {
      if (e.reason().equals(NakamaException.SESSION_ENDED)) {
        giveUp(e);
      } else {
        tell(() -> listener.onError(e));
        retry();
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "Connecting to Nakama failed in an unexpected way", e);
      retry();
    }
  }

  private void adopt(SocketConnection opened) {
    List<NakamaSubscription> wanted;
    synchronized (lock) {
      if (closed) {
        inBackground(opened::close);
        return;
      }
      connection = opened;
      wanted = subscriptions.list();
    }
    if (opened.isOpen()) {
      establish(wanted, opened, () -> ready(opened));
    } else { // lost before it was adopted, when that concerned nobody
      lose(opened, notConnected());
    }
  }

  private void establish(List<NakamaSubscription> these, SocketConnection on, Runnable then) {
    subscriptions
        .establish(these, on)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                then.run();
              } else {
                lose(on, Subscriptions.cause(failure));
              }
            });
  }

  private void ready(SocketConnection which) {
    synchronized (lock) {
      if (connection != which) {
        return;
      }
      ready = true;
      readySince = System.nanoTime();
    }
    boolean first = firstConnect.complete(null);
    LOG.log(Level.INFO, first ? "Connected to Nakama" : "Connected to Nakama again");
    if (!tell(first ? listener::onConnect : listener::onReconnected)) {
      lose(which, tooFarBehind());
    }
  }

  private void lose(SocketConnection which, NakamaException cause) {
    boolean wasReady;
    synchronized (lock) {
      if (connection != which) {
        return;
      }
      connection = null;
      wasReady = ready;
      ready = false;
      // A server that accepts and drops at once must not be asked again and again without a wait.
      if (wasReady && System.nanoTime() - readySince > LONGEST_WAIT.toNanos()) {
        backoff.reset();
      }
    }
    if (wasReady) {
      LOG.log(Level.WARNING, "Lost the connection to Nakama: {0}", cause.getMessage());
      tell(() -> listener.onDisconnect(cause));
    }
    inBackground(which::close);
    retry();
  }

  private void giveUp(NakamaException cause) {
    LOG.log(Level.WARNING, "Gave up the socket to Nakama: {0}", cause.getMessage());
    end(cause);
    calls.add(() -> listener.onClosed(cause));
  }

  private void end(NakamaException cause) {
    SocketConnection last;
    synchronized (lock) {
      closed = true;
      ready = false;
      last = connection;
      connection = null;
      if (nextAttempt != null) {
        nextAttempt.cancel(false);
      }
    }
    if (last != null) {
      last.close();
    }
    subscriptions.refuseAll(cause);
    firstConnect.completeExceptionally(cause);
  }

  private void retry() {
    synchronized (lock) {
      schedule(backoff.next());
    }
  }

  private void schedule(Duration wait) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      nextAttempt =
          threads
              .scheduler()
              .schedule(
                  () -> {
                    if (!inBackground(this::attempt)) {
                      retry();
                    }
                  },
                  wait.toMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  /** Tells the listener in its turn, unless the socket is closed by then; false: it will not. */
  private boolean tell(Runnable news) {
    return calls.add(
        () -> {
          if (!isClosed()) {
            news.run();
          }
        });
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private boolean inBackground(Runnable work) {
    try {
      threads.executor().execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private static NakamaException notConnected() {
    return new NakamaException(
        Code.UNAVAILABLE,
        NakamaException.SOCKET_CLOSED,
        "The socket to Nakama is not connected at the moment.");
  }

  private static NakamaException closedHere() {
    return new NakamaException(
        Code.CANCELLED, NakamaException.SOCKET_CLOSED, "The socket to Nakama was closed.");
  }

  private static NakamaException tooFarBehind() {
    return new NakamaException(
        Code.UNAVAILABLE,
        NakamaException.CONNECTION_LOST,
        "More pushes came than the listener could take.");
  }

  private final class Events implements SocketConnection.Events {

    @Override
    public void onStreamData(SocketConnection from, StreamData data) {
      if (!tell(() -> listener.onStreamData(data))) {
        calls.clear();
        lose(from, tooFarBehind());
      }
    }

    @Override
    public void onLost(SocketConnection which, NakamaException cause) {
      lose(which, cause);
    }
  }
}
