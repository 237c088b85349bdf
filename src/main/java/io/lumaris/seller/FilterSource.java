package io.lumaris.seller;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a seller wrote what it refuses. What a value cannot mean is refused by the name it has
 * there; what it may be stands in {@link JobFilters} only.
 */
interface FilterSource {
  /**
   * A number; empty when it is not there.
   *
   * @param name as on the wire
   * @param wanted what it must be
   * @param read throws {@link IllegalArgumentException} for what it must not be
   */
  <N extends Number> Optional<N> number(String name, String wanted, Function<String, N> read);

  /**
   * A list of texts; empty when it is not there.
   *
   * @param most the length of the longest
   * @param wanted what they must be, in the plural
   */
  <T> List<T> list(String name, int most, String wanted, Function<String, T> read);
}
