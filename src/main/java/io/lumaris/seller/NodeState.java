package io.lumaris.seller;

import io.lumaris.job.JobJson;

/** Whether a node takes jobs. */
enum NodeState {
  /** It does. */
  OPEN,
  /** It takes none; what runs goes on to its end. */
  PAUSED,
  /** It takes none, and hands back to the market what runs. */
  DRAINING;

  /** As the market and the console call it. */
  String word() {
    return JobJson.word(this);
  }
}
