package io.lumaris.seller;

import io.lumaris.market.SellerFilters.Hours;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every day from one time to another, by this machine's clock unless it says UTC. The market counts
 * in UTC, so that what it is told changes with summer time.
 */
record DailyHours(LocalTime from, LocalTime to, ZoneId zone) {
  private static final Pattern FORM =
      Pattern.compile("((?:[01]\\d|2[0-3]):[0-5]\\d)-((?:[01]\\d|2[0-3]):[0-5]\\d)( UTC)?");
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

  static DailyHours parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || form.group(1).equals(form.group(2))) {
      throw new IllegalArgumentException(text + " are no hours of a day");
    }
    return new DailyHours(
        LocalTime.parse(form.group(1)),
        LocalTime.parse(form.group(2)),
        form.group(3) == null ? ZoneId.systemDefault() : ZoneOffset.UTC);
  }

  /** As it is written. */
  String text() {
    String utc = zone.equals(ZoneOffset.UTC) ? " UTC" : "";
    return CLOCK.format(from) + "-" + CLOCK.format(to) + utc;
  }

  /** As the market counts, at this moment. */
  Hours inUtc(Instant now) {
    int offset = zone.getRules().getOffset(now).getTotalSeconds();
    return new Hours(
        CLOCK.format(from.minusSeconds(offset)), CLOCK.format(to.minusSeconds(offset)));
  }
}
