package io.lumaris.seller;

import io.lumaris.job.Reason;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.Heartbeat;
import io.lumaris.market.Heartbeat.LeaseState;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the leases: one heartbeat for all of them every 10 s, and earlier when there is a phase to
 * tell. What is not held any more is stopped.
 */
final class Leases {
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Market market;
  private final Workers workers;
  private final Attempts attempts;
  private final Due due = new Due();
  private final Due phaseDue = new Due();
  private volatile String whyIdle;

  Leases(Market market, Workers workers, Attempts attempts) {
    this.market = market;
    this.workers = workers;
    this.attempts = attempts;
  }

  void renewSoon() {
    due.at(workers.nanos());
  }

  void tellPhaseWithin(Duration within) {
    phaseDue.atLatest(workers.nanos() + within.toNanos());
  }

  /** Why no work comes, as the market told last. */
  Optional<String> whyIdle() {
    return Optional.ofNullable(whyIdle);
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
    if (!due.isNow(now) && !phaseToTell) {
      return 0;
    }
    phaseDue.never();
    due.at(now + EVERY.toNanos());
    try {
      return take(
          market.heartbeat(free, attempts.all().stream().map(RunningAttempt::leaseReport).toList()),
          now);
    } catch (MarketException e) {
      due.at(now); // as soon as the market may be asked again
      throw e;
    }
  }

  private int take(Heartbeat answer, long askedAt) {
    whyIdle = answer.whyIdle();
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
