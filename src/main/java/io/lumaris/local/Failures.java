package io.lumaris.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;

/** What an exception of the machine means, in words that help at a terminal. */
final class Failures {
  private static final String NO_SPACE = "No space left on device";

  private Failures() {}

  /** The reason as the end of a sentence, with its full stop. */
  static String reason(IOException e) {
    String text = String.valueOf(e.getMessage());
    if (text.contains(NO_SPACE)) {
      return "the disk is full. Make room there, or choose another folder with --data.";
    }
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile() + ". Choose a folder of yours with --data.";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason() + " (" + file.getFile() + ").";
    }
    return text + (text.endsWith(".") ? "" : ".");
  }

  /** True when a program's last words say that the disk is full. */
  static boolean diskFull(List<String> lastLines) {
    return lastLines.stream().anyMatch(line -> line.contains(NO_SPACE));
  }

  /** A program's last words, one line each, indented, to stand below a sentence. */
  static String quote(List<String> lastLines) {
    return lastLines.isEmpty() ? "" : "\n  " + String.join("\n  ", lastLines);
  }
}
