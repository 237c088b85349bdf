package io.lumaris.market;

import io.lumaris.job.Job;
import jakarta.json.JsonObject;
import java.util.UUID;

/**
 * What is known of sellers and buyers, as one signed-in account sees it. Refusals are thrown as
 * {@link MarketException} with a reason.
 */
public interface Reputation {

  /**
   * A seller with its record, its uptime of seven days, its latest ratings and a page of the
   * attempts these are made of, as docs/wire.md has them.
   *
   * @param outcome only attempts that count as this; {@code null} for all
   * @param limit attempts per page, 1 to 100
   * @param cursor from the page before, {@code null} for the first
   */
  JsonObject seller(UUID sellerId, String outcome, int limit, String cursor);

  /** How a buyer has behaved: jobs, cancels, refusals, disputes. */
  JsonObject buyer(UUID buyerId);

  /**
   * Rates the seller that was paid for a job of the caller's; again changes the rating.
   *
   * @param rating "stars", 1 to 5, and perhaps "text", one line
   */
  Job rate(UUID jobId, JsonObject rating);
}
