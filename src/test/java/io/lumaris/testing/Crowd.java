package io.lumaris.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several threads that start the same moment: races. */
public final class Crowd implements AutoCloseable {
  private final ExecutorService threads;

  /**
   * As many threads.
   *
   * @param size how many may race
   */
  public Crowd(int size) {
    threads = Executors.newFixedThreadPool(size);
  }

  /** Runs all at once, each on its own thread, and returns what they returned, in order. */
  public <T> List<T> race(List<Callable<T>> runners) {
    CyclicBarrier start = new CyclicBarrier(runners.size());
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> runner : runners) {
      futures.add(
          threads.submit(
              () -> {
                start.await();
                return runner.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(result(future));
    }
    return results;
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
