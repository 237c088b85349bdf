package io.lumaris.seller;

import io.lumaris.execution.Assignment;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What this node did since it started. Thread-safe. */
final class History {
  private static final int KEPT = 20;

  /** Ends that say nothing of the job. */
  private static final Set<Reason> NOT_DONE =
      EnumSet.of(
          Reason.SELLER_ERROR,
          Reason.SELLER_QUIT,
          Reason.SELLER_REFUSED,
          Reason.SELLER_LOST,
          Reason.IMAGE_PULL_FAILED,
          Reason.CANCELLED_BY_BUYER);

  private final Deque<NodeStatus.Result> results = new ArrayDeque<>();
  private long claimed;
  private long succeeded;
  private long failed;
  private long notDone;

  synchronized void claimed() {
    claimed++;
  }

  synchronized void ended(Assignment assignment, Outcome outcome, Instant at) {
    if (outcome.succeeded()) {
      succeeded++;
    } else if (NOT_DONE.contains(outcome.reason())) {
      notDone++;
    } else {
      failed++;
    }
    results.addFirst(
        new NodeStatus.Result(
            assignment.jobId(),
            assignment.attemptId(),
            assignment.spec().image(),
            outcome.reason(),
            outcome.exitCode(),
            outcome.detail(),
            outcome.runMs(),
            at));
    if (results.size() > KEPT) {
      results.removeLast();
    }
  }

  synchronized List<NodeStatus.Result> results() {
    return List.copyOf(results);
  }

  synchronized NodeStatus.Totals totals() {
    return new NodeStatus.Totals(claimed, succeeded, failed, notDone);
  }
}
