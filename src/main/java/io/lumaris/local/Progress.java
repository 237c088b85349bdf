package io.lumaris.local;

/**
 * Who watches the steps of {@code up}. Steps may run side by side, so the methods are called from
 * several threads. Sentences are for a person; the command line prints them.
 */
public interface Progress {
  /** Nobody watches. */
  Progress SILENT = title -> new Step() {};

  /**
   * A step begins.
   *
   * @param title what is being done, a few words: {@code PostgreSQL}
   * @return to be told how it goes on
   */
  Step begin(String title);

  /** One step, from its begin to {@link #done} or to an exception that ends it all. */
  interface Step {
    /** Something worth saying while it goes on: that a package is being installed, say. */
    default void say(String sentence) {}

    /** It is done. {@code result} says what came of it, a few words. */
    default void done(String result) {}

    /** It was not done. {@code why} is one sentence. */
    default void failed(String why) {}
  }
}
