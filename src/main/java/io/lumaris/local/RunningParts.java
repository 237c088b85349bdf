package io.lumaris.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one {@code up} has started, in memory and in the state file, always both: what is not in the
 * file could not be found again after this process was killed.
 */
final class RunningParts {
  private static final Duration DOCKERD_PATIENCE = Duration.ofSeconds(30);

  private final UpSettings settings;
  private final Progress progress;
  private final long startedAt = System.currentTimeMillis();
  private final Map<Part, UpState.PartState> parts = new LinkedHashMap<>();
  private Optional<ProcessIdentity> dockerd = Optional.empty();
  private boolean ready;
  private boolean over;

  RunningParts(UpSettings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Takes a part that has just been started, or stops it when everything is being ended.
   *
   * @throws LocalException in the latter case
   */
  void add(Part part) {
    if (!put(part)) {
      part.stop();
      throw new LocalException("Stopped while starting " + part.name() + ".");
    }
  }

  private synchronized boolean put(Part part) {
    if (over) {
      return false;
    }
    parts.put(part, state(part, 0));
    write();
    return true;
  }

  /** The part was started again. */
  synchronized void restarted(Part part) {
    parts.computeIfPresent(part, (same, before) -> state(part, before.restarts() + 1));
    write();
  }

  /** A Docker Engine that we started is ours to end. */
  synchronized void addDockerd(ProcessIdentity engine) {
    dockerd = Optional.of(engine);
    write();
  }

  /** Everything is healthy. */
  synchronized void allReady() {
    ready = true;
    write();
  }

  /** In the order of their start. */
  synchronized List<Part> all() {
    return List.copyOf(parts.keySet());
  }

  private static UpState.PartState state(Part part, int restarts) {
    return new UpState.PartState(
        part.name(),
        part.address(),
        part.probe(),
        part.identity(),
        System.currentTimeMillis(),
        restarts);
  }

  /** Writes the state file: once at the begin, then by every change. */
  synchronized void write() {
    if (over) {
      return;
    }
    ProcessIdentity self =
        ProcessIdentity.of(ProcessHandle.current().pid())
            .orElseThrow(() -> new LocalException("/proc is missing: LUMARIS needs Linux."));
    new UpState(
            self,
            ready,
            startedAt,
            settings.page(),
            settings.serverAddress(),
            List.copyOf(parts.values()),
            dockerd)
        .write(settings.data().state());
  }

  /** Stops everything in the reverse order; what is added from now on is stopped at once. */
  void end() {
    List<Part> running = takeAll();
    Collections.reverse(running);
    for (Part part : running) {
      Progress.Step step = progress.begin("Stopping " + part.name());
      part.stop();
      step.done("");
    }
    dockerd.ifPresent(
        engine -> {
          Progress.Step step = progress.begin("Stopping the Docker Engine that we started");
          Leftovers.end(engine, DOCKERD_PATIENCE);
          step.done("");
        });
    dockerd = Optional.empty();
  }

  private synchronized List<Part> takeAll() {
    over = true;
    List<Part> running = new ArrayList<>(parts.keySet());
    parts.clear();
    return running;
  }
}
