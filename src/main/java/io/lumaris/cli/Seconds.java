package io.lumaris.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time on the command line: seconds, or a number with s, m, h or d. */
final class Seconds implements ITypeConverter<Integer> {
  private static final Pattern TIME = Pattern.compile("(\\d{1,7})([smhd]?)");
  private static final Map<String, Integer> UNITS =
      Map.of("", 1, "s", 1, "m", 60, "h", 3600, "d", 86_400);

  @Override
  public Integer convert(String text) {
    Matcher time = TIME.matcher(text.toLowerCase(Locale.ROOT));
    if (!time.matches()) {
      throw new TypeConversionException("'" + text + "' is not a time such as 90, 90s, 10m or 2h");
    }
    long seconds = Long.parseLong(time.group(1)) * UNITS.get(time.group(2));
    return (int) Math.min(seconds, Integer.MAX_VALUE);
  }
}
