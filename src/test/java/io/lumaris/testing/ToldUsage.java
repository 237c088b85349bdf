package io.lumaris.testing;

import io.lumaris.market.AttemptUsage;
import io.lumaris.market.MarketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What an {@link InMemoryMarket} was told of how attempts fare, and whether anybody watches. */
public final class ToldUsage {
  private final List<AttemptUsage> told = new ArrayList<>();
  private boolean watched;
  private boolean failing;

  /** Whether somebody watches all jobs. */
  public synchronized void watched(boolean somebodyDoes) {
    watched = somebodyDoes;
  }

  /** From now on it cannot be told. */
  public synchronized void fail() {
    failing = true;
  }

  /** All of it. */
  public synchronized List<AttemptUsage> all() {
    return List.copyOf(told);
  }

  synchronized Set<UUID> take(List<AttemptUsage> attempts) {
    if (failing) {
      throw new MarketException("market_unavailable", null, "Nobody answers.", true, null);
    }
    told.addAll(attempts);
    return watched
        ? attempts.stream().map(AttemptUsage::attemptId).collect(Collectors.toSet())
        : Set.of();
  }
}
