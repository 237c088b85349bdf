package io.lumaris.market;

import java.util.UUID;

/**
 * What a {@link MarketWatcher} tells, one call at a time and in the order of arrival. Calls may
 * block, but then later ones wait. Every one is a hint: the truth is in {@link Market}.
 */
public interface MarketListener {

  /**
   * The watcher is connected, for the first time or again, and subscribed to all it was asked for.
   * Pushes were missed before: read by RPC what has to be right now.
   */
  default void lookAgain() {}

  /** To a buyer: one of the own jobs, or a watched one, changed. */
  default void jobChanged(JobChanged change) {}

  /** To a buyer: a watched job printed something. */
  default void logPushed(LogPushed log) {}

  /** To a buyer: how the program of a watched job fares. */
  default void usagePushed(UsagePushed usage) {}

  /** To a seller: there is work, claim now. */
  default void workOffered() {}

  /** To a seller: there is an auction, look whether to bid. */
  default void auctionOpened() {}

  /** To a seller: the buyer does not want this any more, stop it and report its end. */
  default void cancelRequested(UUID attemptId, UUID jobId) {}

  /** To a seller: the attempt belongs to nobody or somebody else, stop it and report nothing. */
  default void leaseLost(UUID attemptId) {}

  /**
   * No push arrives until {@link #lookAgain()}; the watcher goes on trying by itself.
   *
   * @param failure what stands in the way, with a sentence that helps
   */
  default void disconnected(MarketException failure) {}

  /** The watcher gave up for good, because the session ended: sign in again and make a new one. */
  default void ended(MarketException failure) {}
}
