package io.lumaris.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations as a person reads them in a terminal. */
final class Times {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Times() {}

  /** A moment in the local time zone, to the second; a dash when there is none. */
  static String moment(Instant time) {
    return time == null ? "-" : CLOCK.format(time.atZone(ZoneId.systemDefault()));
  }

  /** A duration to the tenth of a second, or in larger units from a minute on. */
  static String length(Duration length) {
    long seconds = length.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %d min", seconds / 3600, seconds / 60 % 60);
  }

  /** The time between two moments; a dash when either is not known. */
  static String between(Instant from, Instant to) {
    return from == null || to == null ? "-" : length(Duration.between(from, to));
  }

  /** How long ago, in the largest unit that fits. */
  static String ago(Instant time, Instant now) {
    long seconds = Math.max(0, Duration.between(time, now).toSeconds());
    if (seconds < 60) {
      return seconds + " s ago";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min ago";
    }
    return seconds < 86_400 ? seconds / 3600 + " h ago" : seconds / 86_400 + " d ago";
  }
}
