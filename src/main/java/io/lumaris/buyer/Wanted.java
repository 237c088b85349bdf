package io.lumaris.buyer;

import io.lumaris.market.JobChanged;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What one browser wants to know, and what of that it lacks at this moment. Bounded: of more
 * changes than it remembers one by one, it remembers that the list has to be read again. Not
 * thread-safe.
 */
final class Wanted {
  static final int MOST_WATCHED = 8;
  static final int MOST_CHANGED = 100;

  private final Map<UUID, LogTail> tails = new LinkedHashMap<>();
  private final Set<UUID> changed = new LinkedHashSet<>();
  private boolean subscribed;
  private boolean listStale;

  /** What to read from the market. */
  enum Kind {
    LIST,
    JOB,
    LOG
  }

  /**
   * One thing to read.
   *
   * @param jobId of JOB and LOG, {@code null} of LIST
   */
  record Reading(Kind kind, UUID jobId) {}

  void subscribe(boolean wanted) {
    subscribed = wanted;
    listStale = wanted;
    if (!wanted) {
      changed.retainAll(tails.keySet());
    }
  }

  /** Starts to follow a job; false if too many are followed. */
  boolean watch(UUID jobId, LogTail tail) {
    if (tails.size() >= MOST_WATCHED && !tails.containsKey(jobId)) {
      return false;
    }
    tails.put(jobId, tail);
    return true;
  }

  void unwatch(UUID jobId) {
    tails.remove(jobId);
  }

  Optional<LogTail> tail(UUID jobId) {
    return Optional.ofNullable(tails.get(jobId));
  }

  /** A push says that a job changed. */
  void changed(JobChanged change) {
    LogTail tail = tails.get(change.jobId());
    if (tail == null ? subscribed : !tail.knows(change.version())) {
      jobMissed(change.jobId());
    }
  }

  void jobMissed(UUID jobId) {
    changed.add(jobId);
    if (changed.size() > MOST_CHANGED) {
      changed.retainAll(tails.keySet());
      listStale = subscribed;
    }
  }

  void listMissed() {
    listStale = subscribed;
  }

  /** Anything may have been missed. */
  void allMissed() {
    listMissed();
    changed.addAll(tails.keySet());
    tails.values().forEach(LogTail::missed);
  }

  /** What to read next, which is no longer lacking then: whoever fails to tell it says so again. */
  Optional<Reading> next() {
    if (listStale) {
      listStale = false;
      return Optional.of(new Reading(Kind.LIST, null));
    }
    for (UUID jobId : changed) {
      changed.remove(jobId);
      return Optional.of(new Reading(Kind.JOB, jobId));
    }
    for (Map.Entry<UUID, LogTail> entry : tails.entrySet()) {
      if (entry.getValue().isBehind()) {
        entry.getValue().fetching();
        return Optional.of(new Reading(Kind.LOG, entry.getKey()));
      }
    }
    return Optional.empty();
  }
}
