package io.lumaris.seller;

import io.lumaris.job.Ask;
import io.lumaris.market.OpenAuction;
import java.math.BigDecimal;

/**
 * What this node bids in auctions: its ask times a factor; if it undercuts, a little below the
 * cheapest other seller where that is less, but never below its floor; and never less than a
 * minimum.
 *
 * @param factor of the ask; 1 bids the ask itself
 * @param undercuts whether to go below the cheapest other seller's ask
 * @param floor the least it bids, as a factor of the ask
 * @param minimum the least ten seconds (or the time limit if shorter) must come to, in
 *     micro-credits
 */
record BidStrategy(double factor, boolean undercuts, double floor, long minimum) {
  static final BidStrategy USUAL = new BidStrategy(1, false, 1, 0);
  private static final long USUAL_MS = 10_000;
  private static final double BELOW = 0.99;

  Ask bid(Ask ask, OpenAuction auction) {
    double asked = price(ask, auction);
    double wanted = factor;
    if (undercuts && auction.lowestAsk() != null && asked > 0) {
      wanted = Math.min(wanted, BELOW * auction.lowestAsk() / asked);
    }
    wanted = Math.max(wanted, Math.min(floor, factor));
    if (asked > 0) {
      wanted = Math.max(wanted, minimum / asked);
    }
    return new Ask(
        times(ask.start(), wanted), times(ask.cpuHour(), wanted), times(ask.gbHour(), wanted));
  }

  private static long times(long rate, double factor) {
    return (long) Math.ceil(rate * factor);
  }

  /** As {@code lumaris.usual_price} has it, but not rounded. */
  private static double price(Ask ask, OpenAuction job) {
    BigDecimal hourly =
        ask.hourly(BigDecimal.valueOf(job.cpus()), BigDecimal.valueOf(job.memoryMb()));
    long ms = Math.min(job.timeoutS() * 1000L, USUAL_MS);
    return ask.start() + hourly.doubleValue() * ms / Ask.MS_OF_AN_HOUR;
  }
}
