package io.lumaris.start;

import java.util.function.Supplier;

/**
 * Why the application did not start. The server logs the exception among others and goes on without
 * an application; whoever booted it finds the sentence in a system property.
 */
public final class StartFailure {
  public static final String PROPERTY = "lumaris.server.failure";

  private StartFailure() {}

  /** A part of the start; when it fails, its sentence is left. The first one stays. */
  public static <T> T told(Supplier<T> part) {
    try {
      return part.get();
    } catch (RuntimeException e) {
      System.getProperties().putIfAbsent(PROPERTY, String.valueOf(e.getMessage()));
      throw e;
    }
  }
}
