package io.lumaris.seller;

import io.lumaris.job.Ask;
import jakarta.json.JsonObject;

/** What whoever sits at the machine can see of the node that sells here, and change. */
public interface NodeConsole {

  /** The node's state, jobs, last results, and why nothing comes. */
  NodeStatus status();

  /** How it sells, where each value comes from, and what it refuses. */
  JsonObject settings();

  /**
   * Sells by these values at once, and after a restart.
   *
   * @throws io.lumaris.market.MarketException that names the field that is wrong
   */
  void choose(JsonObject choices);

  /** Goes back to the configuration. */
  void forget();

  /**
   * Record, uptime, earnings, and how a price would have done.
   *
   * @param ask {@code null} for the present one
   */
  JsonObject insight(Ask ask);
}
