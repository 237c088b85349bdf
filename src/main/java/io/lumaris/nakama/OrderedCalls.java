package io.lumaris.nakama;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs calls one at a time and in order on threads of an executor; holds none while idle. */
final class OrderedCalls {

  private static final Logger LOG = System.getLogger(OrderedCalls.class.getName());

  private final Executor executor;
  private final int mostWaiting;
  private final Queue<Runnable> waiting = new ArrayDeque<>(); // guarded by this
  private boolean running; // guarded by this

  OrderedCalls(Executor executor, int mostWaiting) {
    this.executor = executor;
    this.mostWaiting = mostWaiting;
  }

  /**
   * Adds a call.
   *
   * @return whether it will run: not if too many wait, or if the executor has no thread for it
   */
  synchronized boolean add(Runnable call) {
    if (waiting.size() >= mostWaiting) {
      return false;
    }
    waiting.add(call);
    if (!running) {
      try {
        executor.execute(this::runAll);
      } catch (RejectedExecutionException e) {
        waiting.clear();
        return false;
      }
      running = true;
    }
    return true;
  }

  /** Forgets every call that has not begun. */
  synchronized void clear() {
    waiting.clear();
  }

  private void runAll() {
    for (Runnable call = next(); call != null; call = next()) {
      try {
        call.run();
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "A socket listener failed; the socket goes on", e);
      }
    }
  }

  /** The next call, or null when there is none, which ends the run. */
  private synchronized Runnable next() {
    Runnable call = waiting.poll();
    running = call != null;
    return call;
  }
}
