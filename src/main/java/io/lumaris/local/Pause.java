package io.lumaris.local;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The wait between two looks at something that cannot wake us. */
final class Pause {
  private Pause() {}

  static void of(Duration time, String waitingFor) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      throw LocalException.interrupted(waitingFor);
    }
  }
}
