package io.lumaris.market;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What jobs and money must be after each step, told a second time and without SQL: the reference
 * that {@link MoneyModelSqlTest} holds the market to. Amounts in micro-credits.
 */
final class MoneyModel {
  private static final int TIMEOUT_S = 600;
  private static final int MOST_ATTEMPTS = 2;
  private static final long MS_OF_AN_HOUR = 3_600_000;
  private static final Set<String> TRIED_AGAIN =
      Set.of("image_pull_failed", "seller_lost", "seller_error", "seller_quit");
  private static final Set<String> NEVER_AGAIN =
      Set.of("image_pull_failed", "seller_lost", "seller_error");
  private static final Set<String> TIME_USED =
      Set.of("succeeded", "exit_code", "out_of_memory", "run_timeout", "cancelled_by_buyer");

  final List<Purse> buyers = new ArrayList<>();
  final List<Seller> sellers = new ArrayList<>();
  final List<Job> jobs = new ArrayList<>();
  long fees;

  /** What an account has. */
  static class Purse {
    long available;
    long held;

    Purse(long available) {
      this.available = available;
    }
  }

  /** Asks for a start and for an hour of the one CPU that every job has. */
  static final class Seller extends Purse {
    final long start;
    final long cpuHour;

    Seller(long start, long cpuHour) {
      super(0);
      this.start = start;
      this.cpuHour = cpuHour;
    }

    long price(long ms) {
      return start + (cpuHour * ms + MS_OF_AN_HOUR - 1) / MS_OF_AN_HOUR;
    }

    long secondsPaid(long amount) {
      return cpuHour == 0 ? TIMEOUT_S : Math.min(TIMEOUT_S, (amount - start) * 3_600 / cpuHour);
    }
  }

  /** An attempt that has ended and costs something. */
  record Paid(Seller seller, long cost) {}

  /** A job; its attempt under way is in the fields of {@code attempt…}. */
  final class Job {
    final Purse buyer;
    final long budget;
    final boolean retried;
    final List<Paid> paid = new ArrayList<>();
    final Set<Seller> never = new HashSet<>();
    String state = "queued";
    long unspent;
    int attempts;
    Seller attemptOf;
    boolean attemptStarted;
    long stopAfterMs;

    Job(Purse buyer, long budget, boolean retried) {
      this.buyer = buyer;
      this.budget = budget;
      this.retried = retried;
      unspent = budget;
      buyer.available -= budget;
      buyer.held += budget;
    }

    boolean isFinal() {
      return Set.of("succeeded", "failed", "cancelled").contains(state);
    }

    boolean mayBeTakenBy(Seller seller) {
      return state.equals("queued") && !never.contains(seller) && unspent >= seller.price(1_000);
    }

    void taken(Seller seller) {
      state = "assigned";
      attempts++;
      attemptOf = seller;
      attemptStarted = false;
      stopAfterMs = seller.secondsPaid(unspent) * 1_000;
    }

    void started() {
      state = "running";
      attemptStarted = true;
    }

    /**
     * The attempt under way ends.
     *
     * @param reason {@code succeeded} for none
     * @param measuredMs by the seller, who told it; negative when the market ended it
     */
    void attemptEnded(String reason, long measuredMs) {
      boolean heard = attemptStarted || measuredMs >= 0;
      if (heard && NEVER_AGAIN.contains(reason)) {
        never.add(attemptOf);
      }
      long cost = cost(reason, measuredMs);
      unspent -= cost;
      paid.add(new Paid(attemptOf, cost));
      boolean again = TRIED_AGAIN.contains(reason) || (reason.equals("exit_code") && retried);
      state =
          switch (reason) {
            case "succeeded" -> "succeeded";
            case "cancelled_by_buyer" -> "cancelled";
            default -> again && attempts < MOST_ATTEMPTS ? "queued" : "failed";
          };
      settle();
    }

    /** Every program that started is taken to have run for an hour, as the market saw it. */
    private long cost(String reason, long measuredMs) {
      long saw = attemptStarted ? MS_OF_AN_HOUR : 0;
      if (reason.equals("budget_reached") && saw >= stopAfterMs - 1_000) {
        return unspent;
      }
      boolean neverBegan = reason.equals("cancelled_by_buyer") && !attemptStarted;
      if (neverBegan || !(TIME_USED.contains(reason) || reason.equals("budget_reached"))) {
        return 0;
      }
      long used = Math.min(saw, stopAfterMs);
      return Math.min(unspent, attemptOf.price(measuredMs < 0 ? used : Math.min(used, measuredMs)));
    }

    /** The job ends without an attempt under way. */
    void ended(String finalState) {
      state = finalState;
      settle();
    }

    private void settle() {
      if (isFinal()) {
        buyer.held -= budget;
        buyer.available += unspent;
        for (Paid one : paid) {
          long fee = one.cost() * 200 / 10_000;
          one.seller().available += one.cost() - fee;
          fees += fee;
        }
      }
    }
  }
}
