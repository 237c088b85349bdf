package io.lumaris.job;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Amounts as people read and type them, in credits, and as everything else has them, in whole
 * micro-credits. Exact both ways.
 */
public final class Money {
  /** Micro-credits in one credit. */
  public static final long CREDIT = 1_000_000;

  private static final int DIGITS = 6;
  private static final Pattern CREDITS = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");

  private Money() {}

  /**
   * Micro-credits from credits.
   *
   * @param credits digits with at most six behind a point, for example {@code 0.0125}
   * @throws IllegalArgumentException saying what it must be
   */
  public static long parse(String credits) {
    String text = credits.strip();
    if (!CREDITS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be credits such as 0.0125, with at most 6 digits behind the point, it is " + text);
    }
    return new BigDecimal(text).movePointRight(DIGITS).longValueExact();
  }

  /** Credits without needless zeros, for example {@code 0.0125}. */
  public static String text(long microCredits) {
    BigDecimal credits = BigDecimal.valueOf(microCredits, DIGITS).stripTrailingZeros();
    return credits.signum() == 0 ? "0" : credits.toPlainString();
  }
}
