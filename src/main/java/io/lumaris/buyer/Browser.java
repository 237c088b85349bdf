package io.lumaris.buyer;

/** A live connection's other end, and the threads that work for it. */
interface Browser extends Outbox.Sender {

  /** The market accepted the session, so it is really this account's. */
  void identified(String accountId);

  /** It began to read too slowly. */
  void slow();

  /** Runs soon something that may wait. */
  void run(Runnable work);

  /** Runs a little later something that may wait. */
  void runLater(Runnable work);

  /** Ends the connection with a close code of docs/wire.md. */
  void close(int code, String reason);
}
