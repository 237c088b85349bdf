package io.lumaris.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured milliseconds of one thing, and what is said of them. */
final class Sample {
  private final List<Double> millis = new ArrayList<>();

  synchronized void add(double value) {
    millis.add(value);
  }

  /** Adds the time since a {@link System#nanoTime()}. */
  void addSince(long nanoTime) {
    add((System.nanoTime() - nanoTime) / 1e6);
  }

  synchronized int count() {
    return millis.size();
  }

  double median() {
    return quantile(0.5);
  }

  double p95() {
    return quantile(0.95);
  }

  double min() {
    return quantile(0);
  }

  double max() {
    return quantile(1);
  }

  /** The nearest-rank quantile; NaN when nothing was measured. */
  private synchronized double quantile(double q) {
    if (millis.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    int rank = (int) Math.ceil(q * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }

  /** One row of a table: count, median, p95, smallest and largest, in milliseconds. */
  String[] row(String name) {
    return new String[] {
      name, Integer.toString(count()), ms(median()), ms(p95()), ms(min()), ms(max())
    };
  }

  /** The head that fits {@link #row}. */
  static Table table(String what) {
    return new Table(what, "n", "median ms", "p95 ms", "min ms", "max ms");
  }

  private static String ms(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }
}
