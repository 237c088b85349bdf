package io.lumaris.market;

import io.lumaris.job.Ask;
import jakarta.json.JsonObject;

/**
 * What a seller wants to know of its own business. Refusals are thrown as {@link MarketException}
 * with a reason.
 */
public interface SellerInsight {

  /**
   * The caller as buyers see it with its uptime, what it earned by day, and of how many jobs that
   * others did it would have won, as docs/wire.md has them.
   *
   * @param ask the price to try; {@code null} for its own
   */
  JsonObject insight(Ask ask);
}
