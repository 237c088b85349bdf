package io.lumaris.seller;

import io.lumaris.job.LogStream;
import java.time.Instant;

/** A stretch of output of one stream that waits to be sent; grows up to a chunk's size. */
final class Piece {
  /** Most bytes of a chunk. */
  static final int LIMIT = 16 * 1024;

  private final LogStream stream;
  private final Instant time;
  private final StringBuilder text = new StringBuilder();
  private int bytes;

  Piece(LogStream stream, Instant time) {
    this.stream = stream;
    this.time = time;
  }

  /** Takes as much of the text from {@code start} on as has room; returns how many chars. */
  int append(String more, int start, int mostBytes) {
    int chars = Utf8Text.fitting(more, start, Math.min(mostBytes, LIMIT - bytes));
    text.append(more, start, start + chars);
    bytes += Utf8Text.length(more.substring(start, start + chars));
    return chars;
  }

  /** Forgets whole characters from the front until no more than so many bytes are left. */
  void keepLast(int mostBytes) {
    int drop = 0;
    while (bytes > mostBytes) {
      int chars = Character.isHighSurrogate(text.charAt(drop)) ? 2 : 1;
      bytes -= Utf8Text.length(text.subSequence(drop, drop + chars));
      drop += chars;
    }
    text.delete(0, drop);
  }

  LogStream stream() {
    return stream;
  }

  Instant time() {
    return time;
  }

  int bytes() {
    return bytes;
  }

  String text() {
    return text.toString();
  }
}
