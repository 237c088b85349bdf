package io.lumaris.seller;

import io.lumaris.execution.Executor;
import io.lumaris.job.ImageRules;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.Claim;
import io.lumaris.market.Claims;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import io.lumaris.market.ReportAnswer;
import io.lumaris.market.Reported;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Takes work for what is free: when told that there is some, every 5 s otherwise, and in the call
 * that reports ends. Thread-safe; one capacity is never on offer in two calls.
 */
final class Claiming {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final int MOST = 64;

  /** Ends whose report takes nothing new: it fails, or this node has to look at itself first. */
  private static final Set<Reason> TAKES_NOTHING =
      EnumSet.of(Reason.SELLER_ERROR, Reason.SELLER_LOST, Reason.CANCELLED_BY_BUYER);

  private final Market market;
  private final Workers workers;
  private final Capacity capacity;
  private final Attempts attempts;
  private final Supplier<Optional<Executor>> open;
  private final Due due = new Due();
  private final AtomicInteger claimed = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private volatile boolean missed;

  /**
   * Due at once.
   *
   * @param open the executor while this node takes work, else empty
   */
  Claiming(
      Market market,
      Workers workers,
      Capacity capacity,
      Attempts attempts,
      Supplier<Optional<Executor>> open) {
    this.market = market;
    this.workers = workers;
    this.capacity = capacity;
    this.attempts = attempts;
    this.open = open;
    soon();
  }

  void soon() {
    due.at(workers.nanos());
  }

  /** Whether an attempt that ended so leaves a slot that has to be claimed for by itself. */
  static boolean leavesSlot(Outcome outcome) {
    return TAKES_NOTHING.contains(outcome.reason());
  }

  /**
   * Claims if it is time and something is free.
   *
   * @return the market's answer, empty when it was not asked
   */
  Optional<Claims> claimIfDue() {
    if (!due.isNow(workers.nanos()) || open.get().isEmpty()) {
      return Optional.empty();
    }
    long jitter = ThreadLocalRandom.current().nextLong(EVERY.toNanos() / 4);
    due.at(workers.nanos() + EVERY.toNanos() - jitter);
    Optional<FreeCapacity> offer = capacity.offer();
    missed = offer.isEmpty();
    return offer.map(this::claim);
  }

  /** Reports what there is to tell, and fills the slots of what has ended in the same call. */
  List<ReportAnswer> report(List<AttemptReport> reports) {
    boolean takes = open.get().isPresent() && reports.stream().anyMatch(Claiming::takes);
    Optional<FreeCapacity> offer = takes ? capacity.offer() : Optional.empty();
    List<Claim> claims = List.of();
    long askedAt = workers.nanos();
    Reported answer;
    try {
      answer = market.report(reports, offer.orElse(null), offer.map(Claiming::most).orElse(0));
      claims = answer.claims() == null ? List.of() : attempts.unknown(answer.claims());
    } finally {
      List<Claim> taken = claims;
      offer.ifPresent(all -> capacity.settle(all, taken));
    }
    start(claims, answer.imageRules(), askedAt);
    if (missed && reports.stream().anyMatch(report -> report.outcome() != null)) {
      soon();
    }
    return answer.answers();
  }

  /** Attempts claimed since this was asked before. */
  int takeClaimed() {
    return claimed.getAndSet(0);
  }

  /** Attempts started since this was asked before. */
  int takeStarted() {
    return started.getAndSet(0);
  }

  private Claims claim(FreeCapacity offer) {
    List<Claim> claims = List.of();
    ImageRules rules = null;
    long askedAt = workers.nanos();
    try {
      Claims answer = market.claim(offer, most(offer));
      claims = attempts.unknown(answer.claims());
      rules = answer.imageRules();
      if (claims.size() == MOST) {
        soon();
      }
      return answer;
    } catch (MarketException e) {
      soon(); // as soon as the market may be asked again
      throw e;
    } finally {
      capacity.settle(offer, claims);
      start(claims, rules, askedAt);
    }
  }

  private void start(List<Claim> claims, ImageRules market, long askedAt) {
    claimed.addAndGet(claims.size());
    ImageRules rules = market == null ? ImageRules.NONE : market;
    started.addAndGet(attempts.accept(claims, rules, open.get(), askedAt));
  }

  private static boolean takes(AttemptReport report) {
    return report.outcome() != null && !leavesSlot(report.outcome());
  }

  private static int most(FreeCapacity offer) {
    return Math.min(offer.slots(), MOST);
  }
}
