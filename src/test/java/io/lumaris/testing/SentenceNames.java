package io.lumaris.testing;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/**
 * Test names as sentences: {@code aRepeatedSubmitMakesOneJob} is shown as "a repeated submit makes
 * one job".
 */
public final class SentenceNames extends DisplayNameGenerator.Standard {

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosing, Class<?> type, Method method) {
    String words = method.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
    return words.toLowerCase(Locale.ROOT);
  }
}
