package io.lumaris.seller;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The node's own threads, apart from the portal's, so that neither waits for the other. There are
 * as many as there are calls to the market under way: at most one for each attempt, and the loop's.
 */
final class NodeThreads implements Workers, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NodeThreads.class.getName());
  private static final long IDLE_S = 30;

  private final ThreadPoolExecutor threads;

  /**
   * Threads made by this factory: the container's, or daemon threads outside of it.
   *
   * @param factory makes them
   */
  NodeThreads(ThreadFactory factory) {
    threads =
        new ThreadPoolExecutor(
            1, Integer.MAX_VALUE, IDLE_S, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void run(Runnable task) {
    try {
      threads.execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "Nothing new is begun, the node is closed");
    }
  }

  @Override
  public void after(Duration delay, Runnable task) {
    CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, this::run)
        .execute(task);
  }

  /** Interrupts what is under way. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A task of the seller's node failed", e);
    }
  }
}
