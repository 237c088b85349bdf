package io.lumaris.testing;

import io.lumaris.execution.Assignment;
import io.lumaris.execution.Engine;
import io.lumaris.execution.EngineUnavailableException;
import io.lumaris.execution.Execution;
import io.lumaris.execution.ExecutionListener;
import io.lumaris.execution.Executor;
import io.lumaris.execution.Recovered;
import io.lumaris.job.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An executor without containers, for tests of whoever uses one. It keeps the promises of {@link
 * Executor}, held by the same conformance suite as the real one. Nothing happens by itself: the
 * test drives each attempt ({@link #attempt}) or says beforehand what all of them do ({@link
 * #behave}), and time passes only in {@link #advance}.
 */
public final class ScriptedExecutor implements Executor {
  private final Map<UUID, ScriptedExecution> running = new ConcurrentHashMap<>();
  private final List<ScriptedExecution> started = new CopyOnWriteArrayList<>();
  private final List<Assignment> leftBehind = new CopyOnWriteArrayList<>();
  private volatile Consumer<ScriptedExecution> behaviour = attempt -> {};
  private volatile Engine engine =
      new Engine(4, 8192, "scripted", List.of("runc"), Optional.empty());
  private volatile String unavailable;
  private volatile Instant now = Instant.now();

  /** What every attempt started from now on does at once, for example {@code a -> a.exit(0)}. */
  public ScriptedExecutor behave(Consumer<ScriptedExecution> script) {
    behaviour = script;
    return this;
  }

  public ScriptedExecutor has(Engine what) {
    engine = what;
    return this;
  }

  /** The engine cannot be used, and why; null makes it usable again. */
  public void unavailable(String sentence) {
    unavailable = sentence;
  }

  /** An attempt that an earlier life of the node left running, to be found by recover. */
  public void leaveBehind(Assignment assignment) {
    leftBehind.add(assignment);
  }

  /** Every attempt started, in order, over or not. */
  public List<ScriptedExecution> started() {
    return List.copyOf(started);
  }

  /** The attempt with this id that is running now. */
  public ScriptedExecution attempt(UUID id) {
    ScriptedExecution execution = running.get(id);
    if (execution == null) {
      throw new IllegalStateException("No attempt " + id + " is running");
    }
    return execution;
  }

  public boolean isRunning(UUID id) {
    return running.containsKey(id);
  }

  public int runningCount() {
    return running.size();
  }

  /** The time by which deadlines and leases are judged; it stands still by itself. */
  public Instant now() {
    return now;
  }

  /** Time passes: what has reached its deadline or the end of its lease is stopped. */
  public void advance(Duration by) {
    now = now.plus(by);
    running.values().forEach(execution -> execution.tick(now));
  }

  @Override
  public Execution start(Assignment assignment, ExecutionListener listener) {
    ScriptedExecution execution = new ScriptedExecution(this, assignment, listener);
    if (running.putIfAbsent(assignment.attemptId(), execution) != null) {
      throw new IllegalStateException("started already: " + assignment.attemptId());
    }
    started.add(execution);
    behaviour.accept(execution);
    return execution;
  }

  @Override
  public List<Execution> recover(Function<Recovered, ExecutionListener> listeners) {
    List<Execution> found = new ArrayList<>();
    for (Assignment assignment : leftBehind) {
      if (assignment.leaseUntil().isAfter(now)) {
        ExecutionListener listener = listeners.apply(new Recovered(assignment));
        ScriptedExecution execution = (ScriptedExecution) start(assignment, listener);
        found.add(execution);
      }
    }
    leftBehind.clear();
    return found;
  }

  @Override
  public Engine engine() {
    if (unavailable != null) {
      throw new EngineUnavailableException(unavailable, null);
    }
    return engine;
  }

  @Override
  public void close() {
    running.values().forEach(execution -> execution.stop(Reason.SELLER_QUIT));
  }

  void forget(ScriptedExecution execution) {
    running.remove(execution.attemptId());
  }
}
