package io.lumaris.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The auction of a job as its buyer sees it.
 *
 * @param open whether sellers may still bid
 * @param closesAt when it ends; absent when it has
 * @param count how many have bid
 * @param bids the best first; absent while they are sealed
 */
public record Auction(boolean open, Instant closesAt, int count, List<Bid> bids) {

  /**
   * What one seller would do the job for.
   *
   * @param ask in place of its standing one
   * @param price what ten seconds come to, or the time limit if that is shorter, in micro-credits
   * @param expectedSuccess the market's estimate that it gives a correct result
   * @param won whether it got the job
   */
  public record Bid(
      UUID sellerId,
      String sellerName,
      Ask ask,
      long price,
      Double expectedSuccess,
      Instant bidAt,
      boolean won) {}
}
