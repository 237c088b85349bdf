package io.lumaris.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the Nakama server as {@code nakama --version} prints it: {@code 3.40.0+dev}.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number
 */
record NakamaRelease(int major, int minor, int patch) {
  /** What LUMARIS is built for and tested with; any patch of the same minor version will do. */
  static final NakamaRelease WANTED = new NakamaRelease(3, 40, 0);

  private static final Pattern PRINTED = Pattern.compile("(?m)^v?(\\d+)\\.(\\d+)\\.(\\d+)\\b.*$");

  /** Reads what {@code --version} printed; empty when that is not a version. */
  static Optional<NakamaRelease> parse(String printed) {
    Matcher match = PRINTED.matcher(printed);
    return match.find()
        ? Optional.of(
            new NakamaRelease(
                Integer.parseInt(match.group(1)),
                Integer.parseInt(match.group(2)),
                Integer.parseInt(match.group(3))))
        : Optional.empty();
  }

  /** Asks a binary; empty when it does not run here or is something else. */
  static Optional<NakamaRelease> of(Path binary) {
    Command.Result said = Command.run(Duration.ofSeconds(10), binary.toString(), "--version");
    return said.ok() ? parse(said.output()) : Optional.empty();
  }

  /** True when our module runs on it. */
  boolean fits() {
    return major == WANTED.major && minor == WANTED.minor;
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
