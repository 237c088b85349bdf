package io.lumaris.local;

import java.nio.file.Path;

/** The Nakama server that the tests of this package run: found as {@code up} finds it. */
final class NakamaUnderTest {
  private NakamaUnderTest() {}

  static Path binary() {
    return NakamaBinary.in(Path.of("target", "nakama-server").toAbsolutePath())
        .find(new Progress.Step() {});
  }
}
