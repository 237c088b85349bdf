package io.lumaris.execution;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A stream of answers from the engine. In contrast to docker-java's own adapter it can be waited
 * for in steps: that one closes the stream when a wait with a timeout is over.
 */
abstract class EngineStream<T> implements ResultCallback<T> {
  private static final System.Logger LOG = System.getLogger(EngineStream.class.getName());

  private final CompletableFuture<Closeable> begun = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private volatile boolean closed;

  @Override
  public final void onStart(Closeable connection) {
    begun.complete(connection);
    if (closed) {
      close();
    }
  }

  @Override
  public final void onError(Throwable e) {
    begun.completeExceptionally(e);
    over.completeExceptionally(e);
  }

  @Override
  public final void onComplete() {
    begun.complete(() -> {});
    over.complete(null);
    close();
  }

  /** Ends the connection; the engine stops what it did only for this stream. */
  @Override
  public final void close() {
    closed = true;
    if (begun.isDone() && !begun.isCompletedExceptionally()) {
      try {
        begun.join().close();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "A stream of the engine did not close well", e);
      }
    }
  }

  /** Completes at the end of the stream, exceptionally when it broke or was refused. */
  final CompletableFuture<Void> over() {
    return over;
  }

  /** Waits until the engine has accepted; throws its refusal. */
  final void awaitBegun() throws InterruptedException {
    try {
      begun.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException refusal
          ? refusal
          : new IllegalStateException(e.getCause());
    }
  }

  /**
   * Waits this long for the end.
   *
   * @return whether it has ended; a broken connection is an end too
   */
  final boolean awaitEnd(Duration time) throws InterruptedException {
    try {
      over.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      LOG.log(Level.WARNING, "A stream of the engine broke off", e.getCause());
      return true;
    }
  }
}
