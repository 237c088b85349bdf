package io.lumaris.market;

/** The market refused or could not be reached. */
public final class MarketException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String field;
  private final boolean retryable;

  /**
   * A refusal.
   *
   * @param reason code of docs/wire.md, for example {@code invalid_job}; {@code market_unavailable}
   *     when nobody answered
   * @param field the field at fault, {@code null} when it is none
   * @param sentence what happened and what to do, for a person
   * @param retryable whether the same call may succeed later
   */
  public MarketException(
      String reason, String field, String sentence, boolean retryable, Throwable cause) {
    super(sentence, cause);
    this.reason = reason;
    this.field = field;
    this.retryable = retryable;
  }

  public String reason() {
    return reason;
  }

  /** The field at fault, {@code null} when it is none. */
  public String field() {
    return field;
  }

  public boolean retryable() {
    return retryable;
  }
}
