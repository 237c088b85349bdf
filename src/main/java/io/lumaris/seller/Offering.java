package io.lumaris.seller;

import io.lumaris.execution.Engine;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.SellerOffer;
import java.util.function.Supplier;

/** What this node offers by its settings of the moment, until it is about to end. Thread-safe. */
final class Offering {
  private final Supplier<SellerSettings> settings;
  private final Capacity capacity;
  private final Workers workers;
  private volatile boolean ending;

  /**
   * Open, as far as the settings are.
   *
   * @param capacity is made as large as what is offered
   */
  Offering(Supplier<SellerSettings> settings, Capacity capacity, Workers workers) {
    this.settings = settings;
    this.capacity = capacity;
    this.workers = workers;
  }

  /** The node ends: whatever the settings say, it takes no more. */
  void end() {
    ending = true;
  }

  boolean isEnding() {
    return ending;
  }

  NodeState state() {
    return ending ? NodeState.DRAINING : settings.get().state();
  }

  BidStrategy bids() {
    return settings.get().bids();
  }

  /** Which jobs it does not take. */
  JobFilters filters() {
    return settings.get().filters();
  }

  /** With what the engine has. */
  SellerOffer with(Engine has) {
    SellerOffer offer = settings.get().offer(has, state().word(), workers.now());
    capacity.resize(new FreeCapacity(offer.slots(), offer.cpus(), offer.memoryMb()));
    return offer;
  }
}
