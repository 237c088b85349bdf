package io.lumaris.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jline.utils.Signals;

/**
 * Until it is over, Ctrl-C does one thing before the JVM ends with 130; a second Ctrl-C ends the
 * JVM at once, because the market may be the very thing that does not answer.
 */
final class CancelOnInterrupt {
  private static final long PATIENCE_MS = 5000;

  private final Thread hook;
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * Registers what Ctrl-C does.
   *
   * @param cancel does it and returns the sentence to print
   */
  CancelOnInterrupt(Supplier<String> cancel) {
    this.hook = new Thread(() -> run(cancel), "cancel-on-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void run(Supplier<String> cancel) {
    if (over.get()) {
      return;
    }
    Signals.register("INT", () -> Runtime.getRuntime().halt(ExitCodes.INTERRUPTED));
    System.err.println("\nlumaris: Cancelling the job; Ctrl-C again leaves at once.");
    Thread worker = new Thread(() -> System.err.println("lumaris: " + cancel.get()), "cancel");
    worker.setDaemon(true);
    worker.start();
    try {
      worker.join(PATIENCE_MS);
      if (worker.isAlive()) {
        System.err.println(
            "lumaris: The market did not answer within "
                + PATIENCE_MS / 1000
                + " s: the job may go on; end it with lumaris cancel.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** There is nothing left to cancel. */
  void over() {
    over.set(true);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // Ctrl-C came just now: the hook sees that there is nothing left to cancel.
    }
  }
}
