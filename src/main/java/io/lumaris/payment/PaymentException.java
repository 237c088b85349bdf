package io.lumaris.payment;

/** A payment could not be begun or taken. */
public final class PaymentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The processor cannot be reached or refuses, or the installation is not complete. */
  static final String UNAVAILABLE = "payments_unavailable";

  private final String reason;
  private final String field;

  /**
   * A refusal.
   *
   * @param reason code of docs/wire.md
   * @param field the field at fault, {@code null} when it is none
   * @param sentence what happened and what to do, for a person
   */
  PaymentException(String reason, String field, String sentence, Throwable cause) {
    super(sentence, cause);
    this.reason = reason;
    this.field = field;
  }

  public String reason() {
    return reason;
  }

  /** The field at fault, {@code null} when it is none. */
  public String field() {
    return field;
  }
}
