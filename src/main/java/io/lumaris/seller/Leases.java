package io.lumaris.seller;

import io.lumaris.job.Reason;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.Heartbeat;
import io.lumaris.market.Heartbeat.LeaseState;
import io.lumaris.market.LeaseReport;
import io.lumaris.market.Market;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the leases: one heartbeat for all of them, when a third of the shortest is over but at
 * least every 10 s, and earlier when there is a phase to tell. What is not held any more is
 * stopped.
 */
final class Leases {
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Market market;
  private final Workers workers;
  private final Attempts attempts;
  private volatile boolean soon;
  private volatile long renewedAt;
  private final Due phaseDue = new Due();
  private volatile String whyIdle;
  private volatile Duration clockAhead; // null until the market has told its time

  Leases(Market market, Workers workers, Attempts attempts) {
    this.market = market;
    this.workers = workers;
    this.attempts = attempts;
  }

  void renewSoon() {
    soon = true;
  }

  void tellPhaseWithin(Duration within) {
    phaseDue.atLatest(workers.nanos() + within.toNanos());
  }

  /** Why no work comes, as the market told last. */
  Optional<String> whyIdle() {
    return Optional.ofNullable(whyIdle);
  }

  /** How far this machine's clock is before the market's; empty until that has told. */
  Optional<Duration> clockAhead() {
    return Optional.ofNullable(clockAhead);
  }

  void whyIdle(String sentence) {
    whyIdle = sentence;
  }

  /**
   * Sends a heartbeat if one is due.
   *
   * @return leases renewed
   */
  int renew(FreeCapacity free) {
    long now = workers.nanos();
    boolean phaseToTell =
        phaseDue.isNow(now) && attempts.all().stream().anyMatch(RunningAttempt::hasPhaseToTell);
    if (!soon && !phaseToTell && now - renewedAt < nanosBetween()) {
      return 0;
    }
    phaseDue.never();
    soon = true; // until the market has answered
    List<LeaseReport> leases = attempts.all().stream().map(RunningAttempt::leaseReport).toList();
    int held = take(market.heartbeat(free, leases), now);
    renewedAt = now;
    soon = false;
    return held;
  }

  private long nanosBetween() {
    return attempts.all().stream()
        .map(attempt -> attempt.leaseLasts().dividedBy(3))
        .filter(third -> third.compareTo(EVERY) < 0)
        .min(Comparator.naturalOrder())
        .orElse(EVERY)
        .toNanos();
  }

  private int take(Heartbeat answer, long askedAt) {
    whyIdle = answer.whyIdle();
    Duration way = Duration.ofNanos(workers.nanos() - askedAt).dividedBy(2);
    clockAhead = Duration.between(answer.now(), workers.now()).minus(way);
    int held = 0;
    for (LeaseState lease : answer.leases()) {
      if (lease.held()) {
        held++;
      }
      attempts.find(lease.attemptId()).ifPresent(attempt -> take(attempt, lease, answer, askedAt));
    }
    return held;
  }

  private void take(RunningAttempt attempt, LeaseState lease, Heartbeat answer, long askedAt) {
    if (lease.held()) {
      // From the moment of asking: the market's answer took some of the time.
      Duration left = Duration.between(answer.now(), lease.leaseUntil());
      attempt.renewed(left.minusNanos(workers.nanos() - askedAt));
    } else if ("cancelled".equals(lease.why())) {
      attempt.stop(Reason.CANCELLED_BY_BUYER);
    } else {
      attempt.drop();
    }
  }
}
