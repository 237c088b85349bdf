package io.lumaris.cli;

import io.lumaris.job.Money;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An amount on the command line, in credits; micro-credits inside. */
final class Credits implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    try {
      return Money.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
