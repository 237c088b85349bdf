package io.lumaris.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Until it is over, Ctrl-C does one thing before the JVM ends with 130. */
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
    Thread worker = new Thread(() -> System.err.println("\n" + cancel.get()), "cancel");
    worker.setDaemon(true);
    worker.start();
    try {
      worker.join(PATIENCE_MS);
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
