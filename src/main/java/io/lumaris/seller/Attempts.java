package io.lumaris.seller;

import io.lumaris.execution.Assignment;
import io.lumaris.execution.Execution;
import io.lumaris.execution.Executor;
import io.lumaris.execution.ImagePolicy;
import io.lumaris.job.ImageRules;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.Claim;
import io.lumaris.market.Lease;
import io.lumaris.market.ReportAnswer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The attempts on this node, each from its claim until the market knows its end. Thread-safe. */
final class Attempts {
  private final Map<UUID, RunningAttempt> byId = new ConcurrentHashMap<>();
  private final Workers workers;
  private final Capacity capacity;
  private final History history;
  private final ReceiptDesk receipts;
  private final Supplier<JobFilters> filters;
  private final Events events;
  private final ReportSender sender;

  /** What the loop wants to know of its attempts. */
  interface Events {
    /** The market should hear of a phase or a progress by a heartbeat, so soon. */
    void tellPhaseWithin(Duration within);

    /** The program ended, its slot is free. */
    void ended(Outcome outcome);

    /** Tells the market, and fills the slots of what has ended in the same call. */
    List<ReportAnswer> report(List<AttemptReport> reports);
  }

  Attempts(
      Workers workers,
      Capacity capacity,
      History history,
      ReceiptDesk receipts,
      Supplier<JobFilters> filters,
      Events events) {
    this.workers = workers;
    this.capacity = capacity;
    this.history = history;
    this.receipts = receipts;
    this.filters = filters;
    this.events = events;
    this.sender = new ReportSender(workers, events::report);
  }

  /**
   * Starts what was claimed.
   *
   * @param rules which images the market lets run
   * @param executor empty when it must be handed back at once
   * @param askedAt when the claim was sent, by {@link Workers#nanos}: the lease cannot have begun
   *     earlier
   * @return how many were started
   */
  int accept(List<Claim> claims, ImageRules rules, Optional<Executor> executor, long askedAt) {
    int started = 0;
    for (Claim claim : claims) {
      Duration left = Duration.between(claim.now(), claim.leaseUntil());
      JobFilters own = filters.get();
      Assignment assignment =
          assignment(
              claim,
              new ImagePolicy(rules, own.images()),
              left.minusNanos(workers.nanos() - askedAt));
      receipts.claimed(assignment);
      RunningAttempt attempt = add(assignment, new OutputDigests(true));
      attempt.log(Level.INFO, "claimed");
      if (executor.isEmpty()) {
        ended(attempt, Outcome.neverRan(Reason.SELLER_QUIT, "This seller takes no jobs now."));
      } else if (own.refusal(claim.spec()).isPresent()) {
        String rule = own.refusal(claim.spec()).get();
        ended(attempt, Outcome.neverRan(Reason.SELLER_REFUSED, rule));
      } else {
        begin(attempt, executor.get());
        started++;
      }
    }
    return started;
  }

  /** Goes on with what an earlier life of this node left running. */
  void recover(Executor executor) {
    List<Execution> found =
        executor.recover(
            recovered -> {
              OutputDigests theRest = new OutputDigests(false);
              RunningAttempt attempt = add(recovered.assignment(), theRest);
              attempt.goesOn();
              capacity.use(attempt.id(), recovered.assignment().spec());
              return attempt;
            });
    for (Execution execution : found) {
      RunningAttempt attempt = byId.get(execution.attemptId());
      attempt.log(Level.INFO, "goes on after a restart of this node");
      follow(attempt, execution);
    }
  }

  /** Those that are not under way here already: what was won in an auction is told again. */
  List<Claim> unknown(List<Claim> claims) {
    return claims.stream().filter(claim -> !byId.containsKey(claim.attemptId())).toList();
  }

  Optional<RunningAttempt> find(UUID attemptId) {
    return Optional.ofNullable(byId.get(attemptId));
  }

  /** From the oldest to the newest. */
  List<RunningAttempt> all() {
    return byId.values().stream().sorted(Comparator.comparing(RunningAttempt::claimedAt)).toList();
  }

  /** Waits until there is none; tells whether it came to that. */
  boolean awaitNone(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    synchronized (byId) {
      while (!byId.isEmpty() && end - System.nanoTime() > 0) {
        TimeUnit.NANOSECONDS.timedWait(byId, end - System.nanoTime());
      }
      return byId.isEmpty();
    }
  }

  void retryReports() {
    byId.values().forEach(RunningAttempt::retryNow);
  }

  void stopAll(Reason reason) {
    Collection<RunningAttempt> all = List.copyOf(byId.values());
    all.forEach(attempt -> attempt.stop(reason));
  }

  private Assignment assignment(Claim claim, ImagePolicy images, Duration left) {
    Instant leaseUntil = workers.now().plus(left);
    return new Assignment(
        claim.attemptId(),
        claim.jobId(),
        claim.number(),
        claim.leaseToken(),
        claim.spec(),
        Duration.ofSeconds(claim.stopAfterS()),
        leaseUntil,
        images);
  }

  private RunningAttempt add(Assignment assignment, OutputDigests printed) {
    UUID id = assignment.attemptId();
    OutputBatcher output = new OutputBatcher();
    Lease lease = new Lease(id, assignment.leaseToken());
    AttemptReporter reporter =
        new AttemptReporter(
            lease, output, sender, workers, () -> reported(id), sentence -> warn(id, sentence));
    RunningAttempt attempt =
        new RunningAttempt(assignment, output, reporter, printed, workers, events::tellPhaseWithin);
    byId.put(id, attempt);
    history.claimed();
    return attempt;
  }

  private void begin(RunningAttempt attempt, Executor executor) {
    Execution execution;
    try {
      execution = executor.start(attempt.assignment(), attempt);
    } catch (RuntimeException e) {
      attempt.log(Level.WARNING, "could not be started: " + e.getMessage());
      ended(attempt, Outcome.neverRan(Reason.SELLER_ERROR, "The seller could not start it."));
      return;
    }
    follow(attempt, execution);
  }

  private void follow(RunningAttempt attempt, Execution execution) {
    attempt.runsAs(execution);
    execution.outcome().thenAccept(outcome -> ended(attempt, outcome));
  }

  private void ended(RunningAttempt attempt, Outcome outcome) {
    capacity.release(attempt.id());
    history.ended(attempt.assignment(), outcome, workers.now());
    if (attempt.hasFetched()) {
      history.fetched(attempt.assignment().spec().image());
    }
    receipts.ended(attempt.id(), outcome, attempt.printed());
    attempt.ended(outcome);
    forgetIfDone(attempt);
    events.ended(outcome);
  }

  private void forgetIfDone(RunningAttempt attempt) {
    if (attempt.hasEnded() && attempt.isReported()) {
      synchronized (byId) {
        byId.remove(attempt.id());
        byId.notifyAll();
      }
      receipts.due(attempt.id());
    }
  }

  private void reported(UUID id) {
    find(id)
        .ifPresent(
            attempt -> {
              attempt.stop(Reason.SELLER_LOST); // does nothing to one that has ended
              forgetIfDone(attempt);
            });
  }

  private void warn(UUID id, String sentence) {
    find(id).ifPresent(attempt -> attempt.log(Level.WARNING, sentence));
  }
}
