package io.lumaris.seller;

import io.lumaris.execution.Engine;
import io.lumaris.execution.EngineUnavailableException;
import io.lumaris.execution.Executor;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way to the container engine, which may be down when the node starts and may go down at any
 * time: opened when it is there, looked at again and again, never waited for. Thread-safe.
 */
final class EngineAccess {
  private static final System.Logger LOG = System.getLogger(EngineAccess.class.getName());
  private static final Duration WHILE_WELL = Duration.ofSeconds(30);
  private static final Duration WHILE_DOWN = Duration.ofSeconds(5);

  private final Supplier<Executor> opener;
  private final Consumer<Executor> opened;
  private final Runnable looked;
  private final Workers workers;
  private final Due due = new Due();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Executor executor; // null until it was there once
  private volatile Engine engine;
  private volatile String trouble = "Looking for the container engine.";

  /**
   * Not opened yet.
   *
   * @param opener throws {@link EngineUnavailableException} while the engine is down
   * @param opened is told once, when it is open and before anything is started
   * @param looked is called when {@link #usable} or {@link #engine} may have changed
   */
  EngineAccess(
      Supplier<Executor> opener, Consumer<Executor> opened, Runnable looked, Workers workers) {
    this.opener = opener;
    this.opened = opened;
    this.looked = looked;
    this.workers = workers;
    due.at(workers.nanos());
  }

  /** Has somebody look at the engine if it is time. */
  void lookIfDue() {
    if (due.isNow(workers.nanos()) && looking.compareAndSet(false, true)) {
      workers.run(this::look);
    }
  }

  /** Something went wrong that may be the engine's doing: nothing is started before a look. */
  void suspect() {
    if (trouble == null) {
      trouble = "Looking whether the container engine is well.";
    }
    due.at(workers.nanos());
  }

  /** The executor, if it was well when last looked at. */
  Optional<Executor> usable() {
    return trouble == null ? Optional.of(executor) : Optional.empty();
  }

  /** The executor if it was ever opened, well or not. */
  Optional<Executor> executor() {
    return Optional.ofNullable(executor);
  }

  /** What the engine said when it was last well; empty until it was there once. */
  Optional<Engine> engine() {
    return Optional.ofNullable(engine);
  }

  /** What stands in the way and what to do; empty when nothing does. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private void look() {
    String before = trouble;
    try {
      due.at(workers.nanos() + WHILE_DOWN.toNanos());
      if (executor == null) {
        Executor open = opener.get();
        opened.accept(open);
        executor = open;
      }
      engine = executor.engine();
      trouble = null;
      due.at(workers.nanos() + WHILE_WELL.toNanos());
      if (before != null) {
        LOG.log(Level.INFO, "The container engine is ready: version {0}", engine.version());
      }
    } catch (EngineUnavailableException e) {
      trouble = e.getMessage();
      if (!e.getMessage().equals(before)) {
        LOG.log(Level.WARNING, "No jobs can be run: {0}", e.getMessage());
      }
    } finally {
      looking.set(false);
      looked.run();
    }
  }
}
