package io.lumaris.market;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Answer to a heartbeat.
 *
 * @param now the market's clock
 * @param whyIdle one sentence on why no work comes, absent when it does
 */
public record Heartbeat(List<LeaseState> leases, Instant now, String whyIdle) {

  /**
   * One lease.
   *
   * @param held false: stop the container and report nothing more
   * @param why cancelled, lost or unknown, when not held
   */
  public record LeaseState(UUID attemptId, boolean held, Instant leaseUntil, String why) {}
}
