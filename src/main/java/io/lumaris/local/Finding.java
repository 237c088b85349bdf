package io.lumaris.local;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param subject what it is
 * @param level whether it is as it should be
 * @param sentence what was found and, where something is wrong, what to do
 */
public record Finding(String subject, Level level, String sentence) {
  /** How it is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** {@code up} starts, but something will be missing or slow. */
    WARNING,
    /** {@code up} cannot start, or what runs is not well. */
    PROBLEM
  }

  static Finding ok(String subject, String sentence) {
    return new Finding(subject, Level.OK, sentence);
  }

  static Finding warning(String subject, String sentence) {
    return new Finding(subject, Level.WARNING, sentence);
  }

  static Finding problem(String subject, String sentence) {
    return new Finding(subject, Level.PROBLEM, sentence);
  }
}
