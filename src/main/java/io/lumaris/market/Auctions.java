package io.lumaris.market;

import io.lumaris.job.Ask;
import io.lumaris.job.Job;
import java.util.List;
import java.util.UUID;

/**
 * Auctions as one signed-in account sees them: a seller bids, a buyer picks. Refusals are thrown as
 * {@link MarketException} with a reason.
 */
public interface Auctions {

  /** The auctions the caller may bid in as a seller, those that close first first. */
  List<OpenAuction> open();

  /**
   * Bids, or bids anew: the caller would do this one job for this ask. A bid binds until the
   * auction closes; reasons {@code auction_closed}, {@code not_eligible}, {@code bid_too_high}.
   */
  void bid(UUID jobId, Ask ask);

  /** Closes the auction of the caller's own job with this seller as its winner. */
  Job pick(UUID jobId, UUID sellerId);
}
