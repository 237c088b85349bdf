package io.lumaris.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one clock that a program in a container and its host read alike with nothing but a shell:
 * seconds since the machine started, in {@code /proc/uptime}. It steps by 10 ms; whoever looks at
 * the moment of a step knows the time much better than that, and so both sides do.
 */
final class UptimeClock {
  /** How good a difference between the two sides is, for whoever reads the figures. */
  static final String FINENESS =
      "The clock of the printed lines is /proc/uptime in steps of 10 ms; a line is printed at the"
          + " moment of a step, which makes its time good to about 0.1 ms.";

  private static final Path FILE = Path.of("/proc/uptime");
  private static final Pattern LINE = Pattern.compile("uptime (\\d+\\.\\d\\d)");
  private static final int STEPS = 20;

  /** No line takes longer than this; a larger difference is another machine's clock. */
  private static final double MOST_MS = 60_000;

  private final double startMs; // the wall clock when uptime was 0

  private UptimeClock(double startMs) {
    this.startMs = startMs;
  }

  /**
   * Compares it with the wall clock of this machine.
   *
   * @throws CommandFailure where there is no such clock
   */
  static UptimeClock compared() {
    double start = Double.MAX_VALUE;
    for (int i = 0; i < STEPS; i++) {
      // Being held up makes a step look late, never early.
      start = Math.min(start, -stepped() * 1000 + nowMs());
    }
    return new UptimeClock(start);
  }

  /**
   * A shell program that prints the clock again and again, a quarter of a second apart.
   *
   * @param lines how often
   */
  static String program(int lines) {
    return "i=0; while [ $i -lt "
        + lines
        + " ]; do read a rest </proc/uptime; t=$a; while [ \"$t\" = \"$a\" ]; do read t rest"
        + " </proc/uptime; done; echo uptime $t; sleep 0.25; i=$((i+1)); done";
  }

  /** The wall clock in milliseconds, with fractions. */
  static double nowMs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
  }

  /** When a line was printed, in milliseconds of the wall clock; empty when it names no time. */
  OptionalDouble printedMs(String line) {
    Matcher time = LINE.matcher(line);
    return time.matches()
        ? OptionalDouble.of(startMs + Double.parseDouble(time.group(1)) * 1000)
        : OptionalDouble.empty();
  }

  /** Whether a difference can be one between two readings of this machine's clock. */
  static boolean isPossible(double millis) {
    return Math.abs(millis) < MOST_MS;
  }

  /** Seconds, at the moment they change. */
  private static double stepped() {
    double before = read();
    double now = before;
    while (now == before) {
      now = read();
    }
    return now;
  }

  private static double read() {
    try {
      String text = Files.readString(FILE);
      return Double.parseDouble(text.substring(0, text.indexOf(' ')));
    } catch (IOException e) {
      throw new CommandFailure("Log latency cannot be measured without /proc/uptime.");
    }
  }
}
