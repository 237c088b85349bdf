package io.lumaris.market;

import io.lumaris.testing.InMemoryMarket;
import java.time.InstantSource;

/** The market that tests of sellers use promises what the real one does. */
class InMemoryMarketTest extends AttemptContract {
  private final InMemoryMarket first = InMemoryMarket.open(InstantSource.system());

  @Override
  Market account() {
    return first.otherAccount();
  }
}
