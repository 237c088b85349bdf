package io.lumaris.nakama;

import io.lumaris.nakama.NakamaException.Code;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One connection from its opening to its end; the socket replaces it by another. Sends requests and
 * finds their answers, and notices when the peer is gone.
 *
 * <p>A programmatic endpoint and no {@code @ClientEndpoint}: the token of this very connection must
 * go into its handshake, and an annotation's configurator is one for all.
 */
final class SocketConnection extends Endpoint implements SocketMessages.Receiver {

  /** Longest message taken: a push of 256 KiB, escaped twice. */
  private static final int MOST_CHARACTERS = 1 << 20;

  /** What the socket hears of its connection; called on the container's threads: do not block. */
  interface Events {
    void onStreamData(SocketConnection from, StreamData data);

    /** The connection is of no more use; may be called more than once. */
    void onLost(SocketConnection which, NakamaException cause);
  }

  private final NakamaClient client;
  private final Events events;
  private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong lastCid = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean(); // by this side
  private volatile boolean lost; // by the peer or the network
  private volatile long lastHeard = System.nanoTime();
  private volatile Session session;
  private volatile Future<?> heartbeat;

  SocketConnection(NakamaClient client, Events events) {
    this.client = client;
    this.events = events;
  }

  @Override
  public void onOpen(Session opened, EndpointConfig config) {
    opened.setMaxTextMessageBufferSize(MOST_CHARACTERS);
    opened.setMaxIdleTimeout(0); // the heartbeat judges
    opened.getAsyncRemote().setSendTimeout(client.settings().callTimeout().toMillis());
    opened.addMessageHandler(String.class, this::onMessage);
    session = opened;
    long interval = client.settings().pingInterval().toMillis();
    heartbeat =
        client
            .threads()
            .scheduler()
            .scheduleWithFixedDelay(this::beat, interval, interval, TimeUnit.MILLISECONDS);
  }

  @Override
  public void onClose(Session ended, CloseReason reason) {
    String why = reason.getReasonPhrase() == null ? "" : " (" + reason.getReasonPhrase() + ")";
    lose("Nakama closed the connection" + why + ".", null);
  }

  @Override
  public void onError(Session broken, Throwable failure) {
    lose("The connection to Nakama broke.", failure);
  }

  /** Calls a function of the module; completed on the container's thread, so do not block there. */
  CompletionStage<String> rpc(String id, String payload) {
    String cid = Long.toString(lastCid.incrementAndGet());
    CompletableFuture<String> answer = new CompletableFuture<>();
    waiting.put(cid, answer);
    Duration patience = client.settings().callTimeout();
    Future<?> timer =
        client
            .threads()
            .scheduler()
            .schedule(() -> giveUp(cid, patience), patience.toMillis(), TimeUnit.MILLISECONDS);
    if (closed.get()) {
      refuse(cid, disconnected()); // it may have closed after the socket looked
    } else {
      send(SocketMessages.rpc(cid, id, payload));
    }
    return answer.whenComplete((reply, failure) -> timer.cancel(false));
  }

  boolean isOpen() {
    return !closed.get() && !lost;
  }

  /** Ends the connection; every unanswered request fails. Says nothing to {@link Events}. */
  void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (heartbeat != null) {
      heartbeat.cancel(false);
    }
    waiting.keySet().forEach(cid -> refuse(cid, disconnected()));
    try {
      session.close();
    } catch (IOException | RuntimeException e) {
      // It is gone either way, and that is what was wanted.
    }
  }

  @Override
  public void onReply(String cid, String payload) {
    CompletableFuture<String> answer = waiting.remove(cid);
    if (answer != null) {
      answer.complete(payload);
    }
  }

  @Override
  public void onRefusal(String cid, NakamaException refusal) {
    refuse(cid, refusal);
  }

  @Override
  public void onStreamData(StreamData data) {
    events.onStreamData(this, data);
  }

  @Override
  public void onProtocolError(NakamaException error) {
    events.onLost(this, error);
  }

  private void onMessage(String text) {
    lastHeard = System.nanoTime();
    SocketMessages.deliver(text, this);
  }

  /** A peer that neither speaks nor answers a ping is gone, whatever TCP believes. */
  private void beat() {
    long interval = client.settings().pingInterval().toNanos();
    long silent = System.nanoTime() - lastHeard;
    if (silent >= 2 * interval) {
      lose("Nakama has been silent for " + silent / 1_000_000 + " ms.", null);
    } else if (silent >= interval / 2) {
      send(SocketMessages.ping(Long.toString(lastCid.incrementAndGet())));
    }
  }

  private void send(String message) {
    try {
      session
          .getAsyncRemote()
          .sendText(
              message,
              result -> {
                if (!result.isOK()) {
                  lose("A message to Nakama could not be sent.", result.getException());
                }
              });
    } catch (IllegalStateException e) {
      lose("The connection to Nakama is closed.", e);
    }
  }

  private void giveUp(String cid, Duration patience) {
    refuse(cid, client.failures().timeout(patience, null));
  }

  private void refuse(String cid, NakamaException refusal) {
    CompletableFuture<String> answer = waiting.remove(cid);
    if (answer != null) {
      answer.completeExceptionally(refusal);
    }
  }

  private void lose(String sentence, Throwable cause) {
    if (!closed.get()) {
      lost = true;
      events.onLost(
          this,
          new NakamaException(Code.UNAVAILABLE, NakamaException.CONNECTION_LOST, sentence, cause));
    }
  }

  private static NakamaException disconnected() {
    return new NakamaException(
        Code.UNAVAILABLE, NakamaException.CONNECTION_LOST, "The connection to Nakama was lost.");
  }
}
