package io.lumaris.seller;

import io.lumaris.job.Ask;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import io.lumaris.market.Seller;
import io.lumaris.market.SellerOffer;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether the market answers and knows this node with what it offers; after a failure it is left
 * alone for a while. Thread-safe.
 */
final class MarketLink {
  private static final System.Logger LOG = System.getLogger(MarketLink.class.getName());

  private final Market market;
  private final Workers workers;
  private final Runnable registered;
  private final Backoff backoff = new Backoff();
  private SellerOffer told; // guarded by this, as all below; null when the market knows nothing
  private Seller me; // as the market told
  private String trouble = "Connecting to the market.";

  /**
   * Not connected yet.
   *
   * @param registered is called each time the market has learned of this node
   */
  MarketLink(Market market, Workers workers, Runnable registered) {
    this.market = market;
    this.workers = workers;
    this.registered = registered;
  }

  /**
   * Tells the market what this node offers if it does not know yet.
   *
   * @return whether the market may be called now
   */
  boolean ready(SellerOffer offer) {
    synchronized (this) {
      if (backoff.waitNanos(workers.nanos()) > 0) {
        return false;
      }
      if (offer.equals(told)) {
        return true;
      }
    }
    Seller told = market.update(offer);
    boolean first;
    synchronized (this) {
      first = this.told == null;
      this.told = offer;
      me = told;
    }
    answered();
    if (first) {
      LOG.log(
          Level.INFO, "Registered with the market as {0}: {1} slots", told.name(), offer.slots());
      registered.run();
    }
    return true;
  }

  synchronized void answered() {
    backoff.succeeded();
    if (trouble != null) {
      LOG.log(Level.INFO, "The market answers");
    }
    trouble = null;
  }

  synchronized void failed(MarketException e) {
    if (e.reason().equals("not_a_seller")) {
      told = null;
      return;
    }
    if (!e.getMessage().equals(trouble)) {
      LOG.log(Level.WARNING, "The market cannot be used: {0}", e.getMessage());
    }
    trouble = e.getMessage();
    backoff.failed(workers.nanos());
  }

  /** There is a sign that the market is back. */
  void retryNow() {
    backoff.retryNow(workers.nanos());
  }

  synchronized boolean isConnected() {
    return trouble == null;
  }

  /** What stands in the way and what to do; empty when nothing does. */
  synchronized Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** The name buyers see; empty until the market told. */
  synchronized Optional<String> name() {
    return Optional.ofNullable(me).map(Seller::name);
  }

  /** The id buyers know it by; empty until the market told. */
  synchronized Optional<UUID> id() {
    return Optional.ofNullable(me).map(Seller::id);
  }

  /** The price this node stands for; empty until the market told. */
  synchronized Optional<Ask> ask() {
    return Optional.ofNullable(me).map(Seller::ask);
  }
}
