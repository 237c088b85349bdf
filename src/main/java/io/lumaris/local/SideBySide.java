package io.lumaris.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Steps in threads of their own, of which the first failure ends the waiting for all. */
final class SideBySide implements AutoCloseable {
  private static final int END_LIMIT_SECONDS = 60;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "up-step");
            thread.setDaemon(true);
            return thread;
          });
  private final CompletableFuture<Object> failure = new CompletableFuture<>();

  <T> CompletableFuture<T> run(Supplier<T> step) {
    CompletableFuture<T> future = CompletableFuture.supplyAsync(step, threads);
    return future.whenComplete(
        (value, thrown) -> {
          if (thrown != null) {
            failure.completeExceptionally(thrown);
          }
        });
  }

  /**
   * Returns when all are done.
   *
   * @throws LocalException that of the first step that failed
   */
  void await(CompletableFuture<?>... all) {
    try {
      CompletableFuture.anyOf(failure, CompletableFuture.allOf(all)).join();
    } catch (CompletionException e) {
      Throwable root = e;
      while (root instanceof CompletionException && root.getCause() != null) {
        root = root.getCause();
      }
      if (root instanceof LocalException known) {
        throw known;
      }
      throw e;
    }
  }

  /** Interrupts the steps that still run; returns when each has ended what it had started. */
  @Override
  public void close() {
    threads.shutdownNow();
    Uninterrupted.run(
        () -> {
          try {
            threads.awaitTermination(END_LIMIT_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
