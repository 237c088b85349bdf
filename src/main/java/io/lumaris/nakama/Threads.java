package io.lumaris.nakama;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a client's own work runs: the container's executors, or on the command line daemon threads
 * that end with the client.
 */
record Threads(ExecutorService executor, ScheduledExecutorService scheduler, boolean owned)
    implements AutoCloseable {

  static Threads ofContainer(ExecutorService executor, ScheduledExecutorService scheduler) {
    return new Threads(executor, scheduler, false);
  }

  static Threads ofOwn() {
    return new Threads(
        Executors.newCachedThreadPool(daemons("nakama-")),
        Executors.newSingleThreadScheduledExecutor(daemons("nakama-timer-")),
        true);
  }

  @Override
  public void close() {
    if (owned) {
      scheduler.shutdownNow();
      executor.shutdown();
    }
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
