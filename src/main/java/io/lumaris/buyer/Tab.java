package io.lumaris.buyer;

import io.lumaris.account.SignedIn;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A browser tab that is connected: its WebSocket and what it is told over it. */
final class Tab implements Browser {
  private static final System.Logger LOGGER = System.getLogger(Tab.class.getName());
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);
  private static final long LATER_MS = 1_000;

  private final Session session;
  private final LiveConnections registry;
  private final Duration longestSlow;
  private final ExecutorService executor;
  private final ScheduledExecutorService timer;
  private final LiveConnection connection;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile long heardAt = System.nanoTime();
  private volatile String accountId; // null until the market said whose it is

  Tab(
      Session session,
      SignedIn who,
      LiveConnections registry,
      Duration longestSlow,
      ExecutorService executor,
      ScheduledExecutorService timer) {
    this.session = session;
    this.registry = registry;
    this.longestSlow = longestSlow;
    this.executor = executor;
    this.timer = timer;
    this.connection = new LiveConnection(who, this);
  }

  void open() {
    connection.open();
  }

  void received(String text) {
    heard();
    connection.received(text);
  }

  void heard() {
    heardAt = System.nanoTime();
  }

  Optional<String> accountId() {
    return Optional.ofNullable(accountId);
  }

  /** Called every few seconds: asks for a sign of life, and gives up who gives none. */
  void tick() {
    Duration slow = connection.slowFor();
    if (slow.compareTo(longestSlow) > 0) {
      close(LiveConnection.TRY_AGAIN_LATER, "reads too slowly");
    } else if (System.nanoTime() - heardAt > LONGEST_SILENCE.toNanos()) {
      close(CloseReason.CloseCodes.GOING_AWAY.getCode(), "silent");
    } else if (slow.isZero()) {
      run(this::ping);
    }
  }

  /** Ends our side, when the other has ended. */
  void ended() {
    closing.set(true);
    run(connection::close);
  }

  @Override
  public void send(String text, Consumer<Boolean> done) {
    try {
      session.getAsyncRemote().sendText(text, result -> done.accept(result.isOK()));
    } catch (RuntimeException e) {
      done.accept(false); // closed in the meantime: onClose clears up
    }
  }

  @Override
  public void identified(String account) {
    accountId = account;
    registry.identified(this);
  }

  @Override
  public void slow() {
    registry.slow();
  }

  @Override
  public void run(Runnable work) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      LOGGER.log(System.Logger.Level.WARNING, "The portal is stopping or has no thread left");
    }
  }

  @Override
  public void runLater(Runnable work) {
    try {
      var unused = timer.schedule(() -> run(work), LATER_MS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOGGER.log(System.Logger.Level.WARNING, "The portal is stopping or has no thread left");
    }
  }

  @Override
  public void close(int code, String reason) {
    if (closing.compareAndSet(false, true)) {
      LOGGER.log(System.Logger.Level.INFO, "Closing a live connection: {0} {1}", code, reason);
      registry.remove(session);
      run(() -> closeSession(code, reason)); // waits if the browser does not read
    }
  }

  private void closeSession(int code, String reason) {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
    } catch (IOException | IllegalStateException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "A live connection was closed already", e);
    }
  }

  private void ping() {
    try {
      session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "A live connection cannot be pinged", e);
    }
  }
}
