package io.lumaris.job;

/** Where a job is in its life; docs/job-lifecycle.md says who moves it on from each state. */
public enum JobState {
  QUEUED,
  ASSIGNED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** A final job never changes again. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }
}
