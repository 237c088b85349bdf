package io.lumaris.execution;

import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** One attempt being run. */
public interface Execution {

  UUID attemptId();

  /** Completes exactly once, never exceptionally. */
  CompletionStage<Outcome> outcome();

  /**
   * Completes, never exceptionally and after the outcome, when nothing of the attempt is left on
   * the machine. Reporting need not wait for it.
   */
  CompletionStage<Void> cleared();

  /**
   * Ends the program now; the outcome then carries this reason unless the program had ended before.
   */
  void stop(Reason reason);

  /** The lease was renewed. */
  void extendLease(Instant leaseUntil);
}
