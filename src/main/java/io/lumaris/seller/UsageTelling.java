package io.lumaris.seller;

import io.lumaris.market.AttemptUsage;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells the market how running programs fare. Nothing waits for it and nothing depends on it: what
 * cannot be told is told later or never. Thread-safe.
 */
final class UsageTelling {
  private static final System.Logger LOG = System.getLogger(UsageTelling.class.getName());

  private final Market market;
  private final Workers workers;
  private final Attempts attempts;
  private final AtomicBoolean telling = new AtomicBoolean();

  UsageTelling(Market market, Workers workers, Attempts attempts) {
    this.market = market;
    this.workers = workers;
    this.attempts = attempts;
  }

  /** Tells what is due, in a thread of its own. */
  void tellIfDue() {
    List<RunningAttempt> due = new ArrayList<>();
    for (RunningAttempt attempt : attempts.all()) {
      if (due.size() < AttemptUsage.MOST && !attempt.usage().due(workers.nanos()).isEmpty()) {
        due.add(attempt);
      }
    }
    if (!due.isEmpty() && telling.compareAndSet(false, true)) {
      workers.run(() -> tell(due));
    }
  }

  private static AttemptUsage report(RunningAttempt attempt, long now) {
    return new AttemptUsage(
        attempt.id(), attempt.assignment().leaseToken(), attempt.usage().due(now));
  }

  private void tell(List<RunningAttempt> due) {
    long now = workers.nanos();
    List<AttemptUsage> told = due.stream().map(attempt -> report(attempt, now)).toList();
    Set<UUID> watched = Set.of();
    try {
      watched = market.tellUsage(told);
    } catch (MarketException e) {
      LOG.log(Level.DEBUG, "Usage was not told: {0}", e.getMessage());
    } finally {
      for (int i = 0; i < due.size(); i++) {
        boolean seen = watched.contains(due.get(i).id());
        due.get(i).usage().told(told.get(i).samples().size(), seen, now);
      }
      telling.set(false);
    }
  }
}
