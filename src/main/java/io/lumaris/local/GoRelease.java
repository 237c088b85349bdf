package io.lumaris.local;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Go, as in {@code go version go1.26.8 linux/amd64}.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number, 0 when it has none
 */
record GoRelease(int major, int minor, int patch) implements Comparable<GoRelease> {
  private static final Pattern PRINTED = Pattern.compile("\\bgo(\\d+)\\.(\\d+)(?:\\.(\\d+))?\\b");

  static Optional<GoRelease> parse(String printed) {
    Matcher match = PRINTED.matcher(printed);
    if (!match.find()) {
      return Optional.empty();
    }
    int patch = match.group(3) == null ? 0 : Integer.parseInt(match.group(3));
    return Optional.of(
        new GoRelease(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)), patch));
  }

  @Override
  public int compareTo(GoRelease other) {
    return Comparator.comparingInt(GoRelease::major)
        .thenComparingInt(GoRelease::minor)
        .thenComparingInt(GoRelease::patch)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
