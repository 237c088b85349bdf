package io.lumaris.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The log file of one child process. It is written here and not by the child, so that it can be
 * changed for a new one by size without losing a line: {@code name.log}, {@code name.log.1}, …
 */
final class RollingLog {
  private static final long MAX_BYTES = 10L * 1024 * 1024;
  private static final int KEPT = 3;
  private static final int TAIL_BYTES = 16 * 1024;

  private final Path file;
  private final long maxBytes;

  RollingLog(Path file) {
    this(file, MAX_BYTES);
  }

  RollingLog(Path file, long maxBytes) {
    this.file = file;
    this.maxBytes = maxBytes;
  }

  Path file() {
    return file;
  }

  /** Copies everything the stream gives until its end. A full disk loses lines, never the child. */
  void copy(InputStream from) {
    byte[] buffer = new byte[8192];
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        append(buffer, n);
      }
    } catch (IOException closed) {
      // The child's end of the pipe is gone: so is the child.
    }
  }

  private synchronized void append(byte[] bytes, int length) {
    try {
      if (Files.exists(file) && Files.size(file) + length > maxBytes) {
        roll();
      }
      try (OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        out.write(bytes, 0, length);
      }
    } catch (IOException full) {
      // The child must not stall because nobody reads it.
    }
  }

  private void roll() throws IOException {
    for (int i = KEPT - 1; i >= 1; i--) {
      move(Path.of(file + "." + i), Path.of(file + "." + (i + 1)));
    }
    move(file, Path.of(file + ".1"));
  }

  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The last lines, oldest first; none when nothing was written. */
  synchronized List<String> tail(int lines) {
    try (var channel = Files.newByteChannel(file)) {
      channel.position(Math.max(0, channel.size() - TAIL_BYTES));
      byte[] end = Channels.newInputStream(channel).readAllBytes();
      List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (NoSuchFileException nothingWritten) {
      return List.of();
    } catch (IOException unreadable) {
      return List.of("(its log " + file + " cannot be read: " + unreadable.getMessage() + ")");
    }
  }
}
