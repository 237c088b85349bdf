package io.lumaris.local;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All of LUMARIS on this machine: PostgreSQL, Nakama, the portal and a seller, started in the right
 * order, looked after, and ended in the reverse order. What was started is ended by {@link #close},
 * whatever happened in between; what outlives a kill of this process is ended by the next one.
 */
public final class Up implements AutoCloseable {
  private final UpSettings settings;
  private final Progress progress;
  private final RunningParts running;
  private final Supervisor supervisor;
  private final UpSteps steps;
  private final NextStart next;

  /** Held while something is started: the end waits until that has come to its own end. */
  private final ReentrantLock working = new ReentrantLock();

  private volatile Thread worker;
  private volatile boolean closing;
  private Optional<FileLock> lock = Optional.empty();
  private Optional<String> sampleImage = Optional.empty();
  private Optional<Database> database = Optional.empty();

  /**
   * @param settings what was asked for
   * @param progress told of every step
   */
  public Up(UpSettings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
    this.running = new RunningParts(settings, progress);
    this.supervisor = new Supervisor(progress, running::restarted);
    this.steps = new UpSteps(settings, progress, this::started);
    this.next = new NextStart(settings.data());
  }

  /**
   * Starts everything; returns when all is healthy.
   *
   * @throws LocalException with one sentence when something is not as it has to be, or {@link
   *     #close} was called meanwhile; call {@link #close} then as well
   */
  public void start() {
    work(this::startAll);
  }

  /** What makes the next start faster is got ready in the background, until {@link #close}. */
  public void prepareNextStart() {
    next.prepare();
  }

  /**
   * Looks after everything until {@link #close} is called.
   *
   * @throws LocalException when a part cannot be kept alive
   */
  public void await() {
    work(supervisor::run);
  }

  private void work(Runnable task) {
    working.lock();
    try {
      worker = Thread.currentThread();
      if (!closing) {
        task.run();
      }
    } finally {
      worker = null;
      working.unlock();
    }
  }

  private void startAll() {
    ServerProgram program = settings.data().serverProgram();
    settings.data().open();
    lock = Optional.of(settings.data().lock().orElseThrow(this::alreadyRuns));
    endLeftovers();
    requirePorts();
    running.write();
    UpSteps.Prepared prepared = steps.prepare(running::addDockerd);
    sampleImage = prepared.sampleImage();
    database = prepared.database();
    if (settings.server().isEmpty()) {
      steps.startNakama(prepared);
    }
    steps.startPortal(program, prepared);
    running.allReady();
  }

  private void started(Part part) {
    running.add(part);
    supervisor.watch(part);
  }

  private LocalException alreadyRuns() {
    String where =
        UpState.read(settings.data().state())
            .map(up -> " (process %d, page %s)".formatted(up.supervisor().pid(), up.page()))
            .orElse("");
    return new LocalException(
        "LUMARIS already runs with the data in "
            + settings.data().root()
            + where
            + ": end it with `lumaris down`, or start another one with --data.");
  }

  private void endLeftovers() {
    UpState.read(settings.data().state())
        .ifPresent(
            earlier -> {
              List<String> ended = Leftovers.end(earlier);
              if (!ended.isEmpty()) {
                progress
                    .begin("Ended what an earlier start had left running")
                    .done(String.join(", ", ended));
              }
              earlier.dockerd().filter(ProcessIdentity::isAlive).ifPresent(running::addDockerd);
            });
  }

  private void requirePorts() {
    Ports.require(settings.port(), "the page", "--port");
    if (settings.server().isEmpty()) {
      for (int port : NakamaProcess.portsFor(settings.nakamaPort())) {
        Ports.require(port, "Nakama", "--nakama-port");
      }
    }
  }

  /** The address of the page. */
  public String page() {
    return settings.page();
  }

  /** Where clients find Nakama, {@code host:port}. */
  public String server() {
    return settings.serverAddress();
  }

  /** An image to try a job with; empty when there is no seller or no image. */
  public Optional<String> sampleImage() {
    return sampleImage;
  }

  /** The market's database; empty where a server is used that runs already. */
  public Optional<Database> database() {
    return database;
  }

  /** What runs, in the order of its start. */
  public List<Part> parts() {
    return running.all();
  }

  /**
   * Ends everything that was started, in the reverse order; may be called from any thread, at any
   * time, and more than once. Returns when all has ended.
   */
  @Override
  public void close() {
    closing = true;
    supervisor.end();
    steps.abort();
    next.close();
    Command.endAll();
    Thread starting = worker;
    if (starting != null && starting != Thread.currentThread()) {
      starting.interrupt();
    }
    working.lock();
    try {
      running.end();
      releaseLock();
    } finally {
      working.unlock();
    }
  }

  private void releaseLock() {
    lock.ifPresent(
        held -> {
          UpState.delete(settings.data().state());
          try {
            held.acquiredBy().close();
          } catch (IOException ended) {
            // The lock ends with this process at the latest.
          }
        });
    lock = Optional.empty();
  }
}
