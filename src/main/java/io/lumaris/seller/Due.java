package io.lumaris.seller;

/** When something is to be done next, by a clock of nanoseconds; thread-safe. */
final class Due {
  private boolean never = true;
  private long at;

  /** Not before this, whatever was said earlier. */
  synchronized void at(long nanos) {
    at = nanos;
    never = false;
  }

  /** At this, unless it is due earlier anyway; tells whether it is at this now. */
  synchronized boolean atLatest(long nanos) {
    if (!never && nanos - at >= 0) {
      return false;
    }
    at(nanos);
    return true;
  }

  synchronized void never() {
    never = true;
  }

  synchronized boolean isNow(long nanos) {
    return !never && nanos - at >= 0;
  }
}
