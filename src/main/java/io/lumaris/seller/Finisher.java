package io.lumaris.seller;

import io.lumaris.job.Outcome;
import io.lumaris.market.Lease;

/** What the last report of an attempt needs and brings. */
interface Finisher {
  /** Tells the market the end, and takes new work in the same call. */
  void finish(Lease lease, Outcome outcome);

  /** The market knows the attempt's end, or does not want to. */
  void over();
}
