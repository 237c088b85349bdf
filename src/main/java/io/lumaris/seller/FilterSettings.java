package io.lumaris.seller;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a seller refuses as the configuration says it, {@code lumaris.seller.filters.*}; an {@link
 * IllegalArgumentException} names the setting and the fix.
 *
 * @param lookup finds the text of a key behind {@code lumaris.seller.filters.}
 */
record FilterSettings(Function<String, Optional<String>> lookup) implements FilterSource {
  private static final String PREFIX = "lumaris.seller.filters.";

  @Override
  public <N extends Number> Optional<N> number(
      String name, String wanted, Function<String, N> read) {
    return value(name, wanted, read);
  }

  @Override
  public <T> List<T> list(String name, int most, String wanted, Function<String, T> read) {
    return value(name, "at most " + most + " " + wanted + ", separated by commas", all(most, read))
        .orElse(List.of());
  }

  private static <T> Function<String, List<T>> all(int most, Function<String, T> read) {
    return text -> {
      String[] items = text.split(",", -1);
      if (items.length > most) {
        throw new IllegalArgumentException(items.length + " are too many");
      }
      return Arrays.stream(items).map(String::strip).map(read).toList();
    };
  }

  /** When it takes jobs. */
  Optional<DailyHours> hours() {
    return value("hours", "two times of day such as 22:00-06:00", DailyHours::parse);
  }

  private <T> Optional<T> value(String name, String wanted, Function<String, T> read) {
    String key = name.replace('_', '-');
    return lookup
        .apply(key)
        .map(
            text -> {
              try {
                return read.apply(text);
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                    PREFIX + key + " must be " + wanted + ", it is " + text, e);
              }
            });
  }
}
