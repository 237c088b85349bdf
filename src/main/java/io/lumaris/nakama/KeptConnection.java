package io.lumaris.nakama;

import io.lumaris.nakama.NakamaException.Code;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one connection to Nakama open: connects, and after each loss connects again, with growing
 * random waits. Thread-safe.
 */
final class KeptConnection implements SocketConnection.Events {

  private static final Logger LOG = System.getLogger(KeptConnection.class.getName());
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** Whose connection it is. Called on any thread: must not block. */
  interface Owner {
    /** Makes a new connection what it has to be before it counts; fails by NakamaException. */
    CompletionStage<Void> prepare(SocketConnection opened);

    /** Tells that it counts; false if that could not be told, which loses it again. */
    boolean onReady();

    void onStreamData(SocketConnection from, StreamData data);

    /** One that counted is lost; another will come. */
    void onLost(NakamaException cause);

    /** An attempt to connect failed; another will follow. */
    void onFailed(NakamaException cause);

    /** No attempt will follow. */
    void onGaveUp(NakamaException cause);
  }

  private final Threads threads;
  private final SessionKeeper sessions;
  private final SocketConnector connector;
  private final Owner owner;

  private final Object lock = new Object(); // guards all below
  private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
  private SocketConnection connection; // null while there is none
  private boolean ready;
  private long readySince;
  private boolean started;
  private boolean ended;
  private Future<?> nextAttempt;

  KeptConnection(Threads threads, SessionKeeper sessions, SocketConnector connector, Owner owner) {
    this.threads = threads;
    this.sessions = sessions;
    this.connector = connector;
    this.owner = owner;
  }

  /** Begins; more than one call is one. */
  void start() {
    synchronized (lock) {
      if (!started) {
        started = true;
        schedule(Duration.ZERO);
      }
    }
  }

  /** The connection, which may not be ready yet, or not be open any more. */
  Optional<SocketConnection> current() {
    synchronized (lock) {
      return Optional.ofNullable(connection);
    }
  }

  boolean isReady() {
    synchronized (lock) {
      return ready;
    }
  }

  boolean isEnded() {
    synchronized (lock) {
      return ended;
    }
  }

  /** Closes for good, and tells the owner nothing. */
  void end() {
    SocketConnection last;
    synchronized (lock) {
      ended = true;
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
  }

  /** Gives a connection up and gets another; does nothing for one that is not the current. */
  void lose(SocketConnection which, NakamaException cause) {
    boolean counted;
    synchronized (lock) {
      if (connection != which) {
        return;
      }
      connection = null;
      counted = ready;
      ready = false;
      // A server that accepts and drops at once must not be asked again and again without a wait.
      if (counted && System.nanoTime() - readySince > LONGEST_WAIT.toNanos()) {
        backoff.reset();
      }
    }
    if (counted) {
      LOG.log(Level.WARNING, "Lost the connection to Nakama: {0}", cause.getMessage());
      owner.onLost(cause);
    }
    inBackground(which::close);
    retry();
  }

  @Override
  public void onStreamData(SocketConnection from, StreamData data) {
    owner.onStreamData(from, data);
  }

  @Override
  public void onLost(SocketConnection which, NakamaException cause) {
    lose(which, cause);
  }

  private void attempt() {
    try {
      adopt(sessions.call(session -> connector.open(session, this)));
    } catch (NakamaException e) {
      if (e.reason().equals(NakamaException.SESSION_ENDED)) {
        LOG.log(Level.WARNING, "Gave up the socket to Nakama: {0}", e.getMessage());
        end();
        owner.onGaveUp(e);
      } else {
        owner.onFailed(e);
        retry();
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "Connecting to Nakama failed in an unexpected way", e);
      retry();
    }
  }

  private void adopt(SocketConnection opened) {
    synchronized (lock) {
      connection = ended ? null : opened;
    }
    if (isEnded()) {
      opened.close();
    } else if (opened.isOpen()) {
      owner.prepare(opened).whenComplete((done, failure) -> prepared(opened, failure));
    } else { // lost before it was adopted, when that concerned nobody
      lose(opened, lostAtOnce());
    }
  }

  private void prepared(SocketConnection which, Throwable failure) {
    if (failure != null) {
      lose(which, NakamaException.in(failure));
      return;
    }
    synchronized (lock) {
      if (connection != which) {
        return;
      }
      ready = true;
      readySince = System.nanoTime();
    }
    LOG.log(Level.INFO, "Connected to Nakama");
    if (!owner.onReady()) {
      lose(which, lostAtOnce());
    }
  }

  private void retry() {
    synchronized (lock) {
      schedule(backoff.next());
    }
  }

  private void schedule(Duration wait) {
    synchronized (lock) {
      if (!ended) {
        nextAttempt =
            threads
                .scheduler()
                .schedule(this::attemptInBackground, wait.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private void attemptInBackground() {
    if (!inBackground(this::attempt)) {
      retry();
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

  private static NakamaException lostAtOnce() {
    return new NakamaException(
        Code.UNAVAILABLE,
        NakamaException.CONNECTION_LOST,
        "The connection to Nakama was lost as soon as it stood.");
  }
}
