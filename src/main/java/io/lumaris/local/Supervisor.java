package io.lumaris.local;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Looks after parts that run: one that dies is started again, a little later each time; one that
 * dies three times in a minute is not worth it, and everything ends.
 */
final class Supervisor {
  private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());
  private static final int DEATHS = 3;
  private static final Duration WITHIN = Duration.ofMinutes(1);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);

  private final Progress progress;
  private final Consumer<Part> restarted;
  private final BlockingQueue<Optional<Part>> events = new LinkedBlockingQueue<>();
  private final Map<Part, Deque<Long>> deaths = new HashMap<>();
  private volatile boolean over;

  /**
   * @param progress told of every death and every restart
   * @param restarted called when a part is healthy again
   */
  Supervisor(Progress progress, Consumer<Part> restarted) {
    this.progress = progress;
    this.restarted = restarted;
  }

  /** Takes a part that runs into its care. */
  void watch(Part part) {
    var unused = part.onExit().thenRun(() -> events.add(Optional.of(part)));
  }

  /** Parts may end now without being started again; {@link #run} returns. */
  void end() {
    over = true;
    events.add(Optional.empty());
  }

  /**
   * Returns after {@link #end}.
   *
   * @throws LocalException with the last lines of its log when a part cannot be kept alive
   */
  void run() {
    try {
      while (!over) {
        next().filter(part -> !over).ifPresent(this::revive);
      }
    } catch (LocalException e) {
      if (!over) {
        throw e;
      }
    }
  }

  private Optional<Part> next() {
    try {
      return events.take();
    } catch (InterruptedException e) {
      throw LocalException.interrupted("the parts to end");
    }
  }

  private void revive(Part part) {
    int count = countDeath(part);
    if (count >= DEATHS) {
      throw new LocalException(
          part.name()
              + " died "
              + DEATHS
              + " times in a minute, so everything was ended; its log ends with:"
              + Failures.quote(part.lastLines(5)));
    }
    LOG.log(Level.WARNING, "{0} died, restart {1}", part.name(), count);
    Progress.Step step = progress.begin(part.name() + " died; starting it again");
    Pause.of(FIRST_WAIT.multipliedBy(1L << (count - 1)), part.name());
    try {
      if (!over) {
        part.restart();
        step.done(part.address());
        restarted.accept(part);
        watch(part);
      }
    } catch (LocalException e) {
      step.failed(e.getMessage());
      events.add(Optional.of(part));
    }
  }

  /** How often it died within the last minute, this time included. */
  private int countDeath(Part part) {
    Deque<Long> times = deaths.computeIfAbsent(part, p -> new ArrayDeque<>());
    long now = System.nanoTime();
    times.removeIf(then -> now - then > WITHIN.toNanos());
    times.add(now);
    return times.size();
  }
}
