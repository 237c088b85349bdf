package io.lumaris.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something once when a time has come; the time can be moved, the whole can be called off. */
final class Deadline {
  private final ScheduledExecutorService clock;
  private final Runnable action;
  private Future<?> pending;
  private boolean over;

  Deadline(ScheduledExecutorService clock, Runnable action) {
    this.clock = clock;
    this.action = action;
  }

  void at(Instant time) {
    in(Duration.between(Instant.now(), time));
  }

  synchronized void in(Duration delay) {
    if (over) {
      return;
    }
    if (pending != null) {
      pending.cancel(false);
    }
    pending = clock.schedule(action, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
  }

  synchronized void callOff() {
    over = true;
    if (pending != null) {
      pending.cancel(false);
    }
  }
}
