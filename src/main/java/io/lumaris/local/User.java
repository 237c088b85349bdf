package io.lumaris.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who we are to the operating system. */
final class User {
  private User() {}

  /** True for user id 0. */
  static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException noProc) {
      return "root".equals(System.getProperty("user.name"));
    }
  }
}
