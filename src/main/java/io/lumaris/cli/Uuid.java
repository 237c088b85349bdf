package io.lumaris.cli;

import io.lumaris.job.Ids;
import java.util.UUID;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An id on the command line, whole: what can be named by its first characters is a text. */
final class Uuid implements ITypeConverter<UUID> {

  @Override
  public UUID convert(String text) {
    return Ids.read(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is not a whole id such as 7c1a2b9e-93a0-4d0a-8c57-1c5b8d1f0a11"));
  }
}
