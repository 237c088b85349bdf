package io.lumaris.seller;

import io.lumaris.execution.Assignment;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
  private NodeStatus.Result pullFailure; // null unless the latest pull failed
  private String fetchedImage; // null unless the latest pull did not
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
    NodeStatus.Result result =
        new NodeStatus.Result(
            assignment.jobId(),
            assignment.attemptId(),
            assignment.spec().image(),
            outcome.reason(),
            outcome.exitCode(),
            outcome.detail(),
            outcome.runMs(),
            at);
    if (outcome.reason() == Reason.IMAGE_PULL_FAILED) {
      pullFailure = result;
      fetchedImage = null;
    }
    results.addFirst(result);
    if (results.size() > KEPT) {
      results.removeLast();
    }
  }

  /** An image came from a registry. */
  synchronized void fetched(String image) {
    fetchedImage = image;
    pullFailure = null;
  }

  /**
   * The latest image that came from a registry; empty when there is none, or a later one failed.
   */
  synchronized Optional<String> fetchedImage() {
    return Optional.ofNullable(fetchedImage);
  }

  /** The latest image that could not be fetched; empty when a later one was. */
  synchronized Optional<NodeStatus.Result> pullFailure() {
    return Optional.ofNullable(pullFailure);
  }

  synchronized List<NodeStatus.Result> results() {
    return List.copyOf(results);
  }

  synchronized NodeStatus.Totals totals() {
    return new NodeStatus.Totals(claimed, succeeded, failed, notDone);
  }
}
