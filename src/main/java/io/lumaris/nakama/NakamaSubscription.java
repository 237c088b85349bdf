package io.lumaris.nakama;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A function of the module that puts this socket into a stream, called again on every new
 * connection, because the server forgets streams with the connection.
 */
public final class NakamaSubscription implements AutoCloseable {

  private final NakamaSocket socket;
  private final String rpcId;
  private final String payload;
  private final CompletableFuture<String> confirmed = new CompletableFuture<>();

  NakamaSubscription(NakamaSocket socket, String rpcId, String payload) {
    this.socket = socket;
    this.rpcId = rpcId;
    this.payload = payload;
  }

  /**
   * The module's first answer. Stays open while there is no connection; fails with {@link
   * NakamaException} when the module refuses for good, and the subscription is then over. Completed
   * on the container's thread: do not block in what depends on it.
   */
  public CompletionStage<String> confirmed() {
    return confirmed.minimalCompletionStage();
  }

  /** Is not called again on new connections. Leaves no stream: that is for the module to offer. */
  @Override
  public void close() {
    socket.forget(this);
  }

  CompletionStage<String> establish(SocketConnection connection) {
    return connection.rpc(rpcId, payload);
  }

  void confirm(String answer) {
    confirmed.complete(answer);
  }

  /** Ends it; tells whether its maker hears so by {@link #confirmed()}. */
  boolean refuse(NakamaException refusal) {
    return confirmed.completeExceptionally(refusal);
  }
}
