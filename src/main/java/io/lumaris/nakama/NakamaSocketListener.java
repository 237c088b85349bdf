package io.lumaris.nakama;

/**
 * What happens on a {@link NakamaSocket}. All methods are called one at a time and in order, on the
 * client's executor; they may block, but then later pushes wait. What they throw is logged and
 * changes nothing.
 */
public interface NakamaSocketListener {

  /** Connected for the first time, and subscribed to everything asked for so far. */
  default void onConnect() {}

  /**
   * Connected again after a loss, and subscribed again. Pushes were missed in between: read the
   * truth again.
   */
  default void onReconnected() {}

  /** A push of the server's module. */
  default void onStreamData(StreamData data) {}

  /** The connection is lost; the socket tries to get it back by itself. */
  default void onDisconnect(NakamaException cause) {}

  /**
   * Something did not work and the socket goes on: an attempt to connect failed and is repeated, or
   * the server no longer accepts a subscription, which is then dropped.
   */
  default void onError(NakamaException error) {}

  /**
   * The socket gave up and is closed: the session has ended and nothing is there to sign in again
   * with. Not called for {@link NakamaSocket#close()}.
   */
  default void onClosed(NakamaException cause) {}
}
