package io.lumaris.local;

/** For the way out: what ends our processes is done also by a thread that was asked to hurry. */
final class Uninterrupted {
  private Uninterrupted() {}

  static void run(Runnable task) {
    boolean interrupted = Thread.interrupted();
    try {
      task.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
