package io.lumaris.local;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends what {@code up} runs with a data folder, from another terminal. */
public final class Down {
  /** The seller hands its jobs back, the portal, Nakama and PostgreSQL end one after the other. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration ENGINE_PATIENCE = Duration.ofSeconds(30);

  private Down() {}

  /**
   * Ends it and returns when it has ended.
   *
   * @param data the data folder
   * @param progress told what is ended
   * @return false when nothing ran there
   */
  public static boolean run(DataFolder data, Progress progress) {
    Optional<UpState> found = UpState.read(data.state());
    if (found.isEmpty()) {
      return false;
    }
    UpState state = found.get();
    boolean ran = false;
    if (state.supervisor().isAlive()) {
      Progress.Step step =
          progress.begin("Ending LUMARIS (process " + state.supervisor().pid() + ")");
      ran = Leftovers.end(state.supervisor(), PATIENCE);
      step.done("");
    }
    // Whatever the supervisor could not end, because it was killed before or just now.
    List<String> left = Leftovers.end(state);
    if (!left.isEmpty()) {
      progress.begin("Ended what was left running").done(String.join(", ", left));
    }
    boolean engine = state.dockerd().map(it -> Leftovers.end(it, ENGINE_PATIENCE)).orElse(false);
    UpState.delete(data.state());
    return ran || engine || !left.isEmpty();
  }
}
