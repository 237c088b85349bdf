package io.lumaris.buyer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What is on its way to one browser, with a bound. A browser that does not read makes nobody wait
 * and fills no memory: once too much is on its way, nothing more is taken until all of it has
 * arrived. Thread-safe.
 */
final class Outbox {
  static final int MOST_MESSAGES = 64;
  static final int MOST_BYTES = 1_048_576;

  /** Sends without waiting. */
  @FunctionalInterface
  interface Sender {
    /**
     * Begins to send.
     *
     * @param done called once, when the text was handed to the network (true) or never will be
     */
    void send(String text, Consumer<Boolean> done);
  }

  /** What happens to a browser that reads too slowly. */
  interface Events {
    /** It began to read too slowly. */
    void slow();

    /** It has read everything that was on its way. */
    void drained();
  }

  private final Sender sender;
  private final Events events;
  private int messages;
  private long bytes;
  private boolean slow;
  private long slowSince;

  Outbox(Sender sender, Events events) {
    this.sender = sender;
    this.events = events;
  }

  /**
   * Sends a message if there is room.
   *
   * @return whether it was taken; if not, the caller has to remember what the browser lacks
   */
  boolean offer(String text) {
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    synchronized (this) {
      // One alone may be larger than the bound: it would never fit otherwise.
      boolean room = messages < MOST_MESSAGES && (messages == 0 || bytes + size <= MOST_BYTES);
      if (slow || !room) {
        becomeSlow();
        return false;
      }
      messages++;
      bytes += size;
    }
    sender.send(text, sent -> arrived(size));
    return true;
  }

  /** Whether the browser reads too slowly at this moment. */
  synchronized boolean isSlow() {
    return slow;
  }

  /** How long it has been too slow. */
  synchronized Duration slowFor() {
    return slow ? Duration.ofNanos(System.nanoTime() - slowSince) : Duration.ZERO;
  }

  private void becomeSlow() {
    if (!slow) {
      slow = true;
      slowSince = System.nanoTime();
      events.slow();
    }
  }

  private void arrived(int size) {
    boolean readAll;
    synchronized (this) {
      messages--;
      bytes -= size;
      readAll = slow && messages == 0;
      slow = slow && !readAll;
    }
    if (readAll) {
      events.drained();
    }
  }
}
