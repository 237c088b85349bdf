package io.lumaris.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends processes that an earlier {@code up} started and could not end itself. Only what is beyond
 * doubt ours is touched, see {@link ProcessIdentity}.
 */
final class Leftovers {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Leftovers() {}

  /**
   * Ends the parts of that state which still run, in the reverse order of their start.
   *
   * @return the names of those that ran
   */
  static List<String> end(UpState state) {
    List<UpState.PartState> parts = new ArrayList<>(state.parts());
    Collections.reverse(parts);
    List<String> ended = new ArrayList<>();
    for (UpState.PartState part : parts) {
      if (end(part.process(), PATIENCE)) {
        ended.add(part.name());
      }
    }
    return ended;
  }

  /**
   * Asks a process to end, and ends it with its children when it has not done so in that time.
   *
   * @return false when it did not run
   */
  static boolean end(ProcessIdentity process, Duration patience) {
    return process
        .handle()
        .map(
            handle -> {
              List<ProcessHandle> children = handle.descendants().toList();
              handle.destroy();
              if (!ended(handle, patience)) {
                handle.destroyForcibly();
                children.forEach(ProcessHandle::destroyForcibly);
                ended(handle, patience);
              }
              return true;
            })
        .orElse(false);
  }

  private static boolean ended(ProcessHandle handle, Duration patience) {
    try {
      handle.onExit().get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A process cannot be waited for", e);
    } catch (InterruptedException e) {
      throw LocalException.interrupted("process " + handle.pid());
    }
  }
}
