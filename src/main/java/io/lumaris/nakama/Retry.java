package io.lumaris.nakama;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Repeats a call while it fails for a reason that may pass, for a bounded time. For idempotent
 * calls only: one that timed out may have taken effect.
 *
 * <p>{@code String answer = Retry.within(Duration.ofSeconds(5)).call(() -> keeper.rpc(id,
 * payload))}
 */
public final class Retry {

  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Duration budget;

  private Retry(Duration budget) {
    this.budget = budget;
  }

  /** No attempt starts later than this after the first. */
  public static Retry within(Duration budget) {
    return new Retry(budget);
  }

  /**
   * Calls until it succeeds, fails for good, or the time is over.
   *
   * @throws NakamaException the last failure; {@code CANCELLED} if the thread is interrupted
   */
  public <T> T call(Supplier<T> idempotentCall) {
    long end = System.nanoTime() + budget.toNanos();
    Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
    while (true) {
      try {
        return idempotentCall.get();
      } catch (NakamaException e) {
        Duration wait = backoff.next();
        if (!e.retryable() || System.nanoTime() + wait.toNanos() > end) {
          throw e;
        }
        pause(wait);
      }
    }
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NakamaException(
          NakamaException.Code.CANCELLED,
          NakamaException.INTERRUPTED,
          "Waiting to repeat a call was interrupted.",
          e);
    }
  }
}
