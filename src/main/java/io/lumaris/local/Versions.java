package io.lumaris.local;

/** The versions of the servers that {@code up} starts. */
public final class Versions {
  private Versions() {}

  /** The Nakama server, {@code 3.40.0}. */
  public static String nakama() {
    return NakamaRelease.WANTED.toString();
  }

  /** The embedded PostgreSQL, {@code 18.6.0}. */
  public static String postgres() {
    return PostgresBinaries.VERSION;
  }
}
