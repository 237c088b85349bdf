package io.lumaris.job;

/** Where one attempt (one seller running the job once) is in its life. */
public enum AttemptState {
  ASSIGNED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  LOST,
  CANCELLED;

  /** A final attempt never changes again. */
  public boolean isFinal() {
    return this != ASSIGNED && this != RUNNING;
  }
}
