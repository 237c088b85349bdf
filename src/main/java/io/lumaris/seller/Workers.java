package io.lumaris.seller;

import java.time.Duration;
import java.time.Instant;

/** Where the node's work runs and by which clocks; tests move theirs by hand. */
interface Workers {

  /** This machine's wall clock. */
  Instant now();

  /** A clock that only goes forward, in nanoseconds. */
  long nanos();

  /** Runs a task soon in a thread of its own; what it throws is logged. */
  void run(Runnable task);

  /** Runs a task after a while in a thread of its own; what it throws is logged. */
  void after(Duration delay, Runnable task);
}
