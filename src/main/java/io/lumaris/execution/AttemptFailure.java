package io.lumaris.execution;

import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;

/** An attempt ends before its program ran; the message is the sentence a person reads. */
final class AttemptFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Reason reason;

  AttemptFailure(Reason reason, String sentence, Throwable cause) {
    super(sentence, cause);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  Outcome outcome() {
    return Outcome.neverRan(reason, getMessage());
  }
}
