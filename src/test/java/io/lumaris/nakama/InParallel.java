package io.lumaris.nakama;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Runs the same thing on many threads that start at one moment. */
final class InParallel {

  private InParallel() {}

  static void run(int threads, IntConsumer task) {
    call(
        threads,
        number -> {
          task.accept(number);
          return number;
        });
  }

  /** What each thread made, in the threads' order; the first failure is thrown. */
  static <T> List<T> call(int threads, IntFunction<T> task) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int n = 0; n < threads; n++) {
        int number = n;
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return task.apply(number);
                }));
      }
      List<T> made = new ArrayList<>();
      for (Future<T> each : running) {
        made.add(each.get(60, TimeUnit.SECONDS));
      }
      return made;
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("A thread failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
