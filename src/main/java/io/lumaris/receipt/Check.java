package io.lumaris.receipt;

/**
 * One thing that was looked at in a receipt.
 *
 * @param name of what: form, key, signature, content, copy, job, spec, times, cost
 * @param sentence what was found, for a person
 */
public record Check(String name, Result result, String sentence) {

  /** How it turned out. */
  public enum Result {
    HOLDS,
    FAILS,
    /** There is nothing to compare it with; counts neither way. */
    NOT_CHECKED
  }

  static Check holds(String name, String sentence) {
    return new Check(name, Result.HOLDS, sentence);
  }

  static Check fails(String name, String sentence) {
    return new Check(name, Result.FAILS, sentence);
  }

  static Check notChecked(String name, String sentence) {
    return new Check(name, Result.NOT_CHECKED, sentence);
  }

  static Check of(String name, boolean good, String yes, String no) {
    return good ? holds(name, yes) : fails(name, no);
  }
}
