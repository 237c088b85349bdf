package io.lumaris.receipt;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A double as ECMAScript's Number::toString writes it: the fewest digits that read back as the same
 * double, of those the nearest. {@link Double#toString} is not it: before Java 19 it gives more
 * digits than needed for some, and it switches to exponents elsewhere.
 */
final class CanonicalNumber {
  private static final int MOST_DIGITS = 17;
  private static final int LARGEST_PLAIN = 21;
  private static final int SMALLEST_PLAIN = -6;

  private CanonicalNumber() {}

  static String of(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException("A number beyond a double has no canonical form");
    }
    if (number == 0) {
      return "0"; // also minus zero
    }
    BigDecimal shortest = shortest(Math.abs(number)).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale(); // 10^point is just above the number
    return (number < 0 ? "-" : "") + written(digits, point);
  }

  private static String written(String digits, int point) {
    if (point > LARGEST_PLAIN || point <= SMALLEST_PLAIN) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      return digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "") + (point - 1);
    } else if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    } else if (digits.length() <= point) {
      return digits + "0".repeat(point - digits.length());
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  private static BigDecimal shortest(double positive) {
    BigDecimal exact = new BigDecimal(positive);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      Optional<BigDecimal> same = sameDouble(exact, digits, positive);
      if (same.isPresent()) {
        return same.get();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
  }

  /** The nearest decimal of so many digits that reads back as this double. */
  private static Optional<BigDecimal> sameDouble(BigDecimal exact, int digits, double wanted) {
    return Stream.of(RoundingMode.DOWN, RoundingMode.UP)
        .map(mode -> exact.round(new MathContext(digits, mode)))
        .filter(rounded -> rounded.doubleValue() == wanted)
        .min(Comparator.comparing(rounded -> rounded.subtract(exact).abs()));
  }
}
