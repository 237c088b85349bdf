package io.lumaris.execution;

import com.github.dockerjava.api.model.Container;
import io.lumaris.job.Reason;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Runs attempts in locked-down Docker containers; the sandbox is described in docs/sandbox.md. */
public final class DockerExecutor implements Executor {
  private static final System.Logger LOG = System.getLogger(DockerExecutor.class.getName());
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final long SWEEP_EVERY_S = 60;
  private static final long CLOSE_WITHIN_S = 15;

  private final ExecutionConfig config;
  private final EngineConnection engine;
  private final ExecutorService workers;
  private final ScheduledExecutorService clock;
  private final Sandboxes sandboxes;
  private final ImageStore images;
  private final DanglingContainers dangling;
  private final Map<UUID, DockerExecution> running = new ConcurrentHashMap<>();
  private final Future<?> sweeping;
  private final AtomicBoolean closed = new AtomicBoolean();

  private DockerExecutor(
      ExecutionConfig config, EngineConnection engine, SandboxProfile profile, String seccomp) {
    this.config = config;
    this.engine = engine;
    this.workers = Executors.newCachedThreadPool(daemon("lumaris-attempt"));
    this.clock = Executors.newScheduledThreadPool(1, daemon("lumaris-deadlines"));
    this.sandboxes =
        new Sandboxes(
            engine.client(),
            config.nodeId(),
            profile,
            new AppliedProfileReader(seccomp),
            workers,
            clock,
            config.maxWrittenMb() * 1024L * 1024);
    this.images = new ImageStore(engine.client(), clock, config.pullTimeout());
    this.dangling = new DanglingContainers(engine.client(), config.nodeId());
    this.sweeping =
        clock.scheduleWithFixedDelay(
            this::sweepSoon, SWEEP_EVERY_S, SWEEP_EVERY_S, TimeUnit.SECONDS);
  }

  /**
   * Connects to the engine and warms it up, so that the first job is as fast as the second. Throws
   * {@link EngineUnavailableException} with a sentence that helps.
   */
  public static DockerExecutor open(ExecutionConfig config) {
    return open(config, new SandboxProfile(config.runtime()));
  }

  static DockerExecutor open(ExecutionConfig config, SandboxProfile profile) {
    EngineConnection engine = EngineConnection.to(config.dockerHost());
    try {
      requireRuntime(config, engine.engine(config.reservedMemoryMb()));
      WarmUp.of(engine.client(), profile);
      return new DockerExecutor(config, engine, profile, engine.seccomp());
    } catch (RuntimeException e) {
      engine.close();
      throw engine.unavailable(e);
    }
  }

  private static void requireRuntime(ExecutionConfig config, Engine engine) {
    if (!engine.runtimes().contains(config.runtime())) {
      throw new EngineUnavailableException(
          "The Docker Engine does not know the runtime "
              + config.runtime()
              + " of lumaris.execution.runtime; it has "
              + engine.runtimes()
              + ". Install it, or set one of those.",
          null);
    }
  }

  @Override
  public Execution start(Assignment assignment, ExecutionListener listener) {
    if (closed.get()) {
      throw new IllegalStateException("The executor is closed");
    }
    ExecutionListener guarded = new GuardedListener(listener);
    SandboxContainer container = new SandboxContainer(sandboxes, assignment, guarded);
    return begin(assignment, guarded, container, false);
  }

  private DockerExecution begin(
      Assignment assignment,
      ExecutionListener listener,
      SandboxContainer container,
      boolean found) {
    DockerExecution execution =
        new DockerExecution(assignment, listener, images, container, clock, found);
    if (running.putIfAbsent(assignment.attemptId(), execution) != null) {
      throw new IllegalStateException(
          "The attempt " + assignment.attemptId() + " has been started already");
    }
    execution.cleared().thenRun(() -> running.remove(assignment.attemptId()));
    workers.execute(execution);
    return execution;
  }

  @Override
  public List<Execution> recover(Function<Recovered, ExecutionListener> listeners) {
    List<Execution> recovered = new ArrayList<>();
    for (Container container : engine.ask(dangling::ofThisNode)) {
      stillHeld(container)
          .ifPresent(
              assignment -> {
                var listener = new GuardedListener(listeners.apply(new Recovered(assignment)));
                var sandbox =
                    SandboxContainer.found(sandboxes, assignment, listener, container.getId());
                recovered.add(begin(assignment, listener, sandbox, true));
              });
    }
    engine.ask(() -> dangling.sweep(running::containsKey, Duration.ZERO));
    return recovered;
  }

  private static Optional<Assignment> stillHeld(Container container) {
    if (container.getState().equals("created")) {
      return Optional.empty();
    }
    try {
      Assignment assignment = ContainerLabels.read(container.getLabels());
      return Arrays.stream(container.getNames())
          .flatMap(name -> ContainerName.leaseUntil(name).stream())
          .filter(until -> until.isAfter(Instant.now()))
          .findFirst()
          .map(assignment::withLeaseUntil);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public Engine engine() {
    return engine.engine(config.reservedMemoryMb());
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    sweeping.cancel(false);
    running.values().forEach(execution -> execution.stop(Reason.SELLER_QUIT));
    awaitCleared();
    dangling.sweep(attempt -> false, Duration.ZERO);
    clock.shutdownNow();
    workers.shutdownNow();
    engine.close();
  }

  private void awaitCleared() {
    CompletableFuture<?>[] ends =
        running.values().stream()
            .map(execution -> execution.cleared().toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ends).get(CLOSE_WITHIN_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING, "Some attempts did not end in time; their containers are removed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("An attempt's end is never exceptional", e);
    }
  }

  private void sweepSoon() {
    workers.execute(
        () -> {
          try {
            dangling.sweep(running::containsKey, GRACE);
          } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "Looking for containers left behind failed", e);
          }
        });
  }

  private static java.util.concurrent.ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
