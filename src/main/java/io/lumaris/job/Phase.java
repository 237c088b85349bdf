package io.lumaris.job;

/** What the seller is doing with an attempt right now; finer than its state, for the timeline. */
public enum Phase {
  ASSIGNED,
  PULLING,
  STARTING,
  RUNNING,
  ENDED
}
