package io.lumaris.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An amount of memory on the command line, in MB of 1,048,576 bytes: 512, 512m or 2g. */
final class Megabytes implements ITypeConverter<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(m|mb|g|gb)?");

  @Override
  public Integer convert(String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not an amount of memory such as 512, 512m or 2g");
    }
    boolean giga = size.group(2) != null && size.group(2).startsWith("g");
    long megabytes = Long.parseLong(size.group(1)) * (giga ? 1024 : 1);
    return (int) Math.min(megabytes, Integer.MAX_VALUE);
  }
}
