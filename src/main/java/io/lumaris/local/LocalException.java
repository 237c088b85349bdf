package io.lumaris.local;

/**
 * Something on this machine is not as {@code lumaris up} needs it. The message is one sentence for
 * the person at the terminal: what is wrong, and what to do about it.
 */
public final class LocalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence what is wrong and how to put it right
   */
  public LocalException(String sentence) {
    super(sentence);
  }

  /**
   * @param sentence what is wrong and how to put it right
   * @param cause what was caught, for the log
   */
  public LocalException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** The calling thread was interrupted while it waited; its flag is set again. */
  static LocalException interrupted(String waitingFor) {
    Thread.currentThread().interrupt();
    return new LocalException("Stopped while waiting for " + waitingFor + ".");
  }
}
