package io.lumaris.seller;

import io.lumaris.job.LogStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The end of a long output: keeps the last bytes and counts those before that it forgot. It makes
 * text of them only at the end, because of a flood nearly everything is forgotten again.
 */
final class OutputTail {
  // Two streams that take turns byte by byte must not cost an object each for 64 KiB of them.
  private static final int MOST_PARTS = 2_048;

  private final int limit;
  private final Deque<Part> parts = new ArrayDeque<>();
  private int bytes;
  private long forgotten;

  /**
   * An empty tail.
   *
   * @param limit most bytes to keep
   */
  OutputTail(int limit) {
    this.limit = limit;
  }

  void append(LogStream stream, byte[] more, Instant now) {
    int at = Math.max(0, more.length - limit);
    forgotten += at;
    while (at < more.length) {
      Part last = parts.peekLast();
      if (last == null || last.stream != stream || last.size == Piece.LIMIT) {
        last = new Part(stream, now);
        parts.add(last);
      }
      int taken = last.append(more, at);
      at += taken;
      bytes += taken;
      forgetFront();
    }
  }

  /** The last bytes as text; the tail is empty afterwards. */
  List<Piece> end() {
    cutFront();
    Map<LogStream, Utf8Text> decoders = new EnumMap<>(LogStream.class);
    List<Piece> pieces = new ArrayList<>();
    for (Part part : parts) {
      Utf8Text decoder = decoders.computeIfAbsent(part.stream, s -> new Utf8Text(forgotten > 0));
      split(part.stream, decoder.decode(part.bytes()), part.time, pieces);
    }
    decoders.forEach(
        (stream, decoder) -> split(stream, decoder.end(), parts.getLast().time, pieces));
    parts.clear();
    bytes = 0;
    return shortened(pieces);
  }

  /** Bytes that were not kept. */
  long forgotten() {
    return forgotten;
  }

  private void forgetFront() {
    while (bytes - parts.element().size >= limit || parts.size() > MOST_PARTS) {
      int dropped = parts.remove().size;
      bytes -= dropped;
      forgotten += dropped;
    }
  }

  private void cutFront() {
    if (bytes > limit) {
      int over = bytes - limit;
      parts.element().start = over;
      bytes -= over;
      forgotten += over;
    }
  }

  private static void split(LogStream stream, String text, Instant time, List<Piece> to) {
    for (int at = 0; at < text.length(); ) {
      Piece piece = new Piece(stream, time);
      at += piece.append(text, at, Piece.LIMIT);
      to.add(piece);
    }
  }

  /** A byte that is no UTF-8 becomes three: then the text is longer than the bytes were. */
  private List<Piece> shortened(List<Piece> pieces) {
    int over = pieces.stream().mapToInt(Piece::bytes).sum() - limit;
    int from = 0;
    for (; over > 0; from++) {
      Piece piece = pieces.get(from);
      int before = piece.bytes();
      piece.keepLast(Math.max(0, before - over));
      over -= before - piece.bytes();
      forgotten += before - piece.bytes();
    }
    return pieces.stream().filter(piece -> piece.bytes() > 0).toList();
  }

  /** Bytes of one stream, up to a chunk's size. */
  private static final class Part {
    private final LogStream stream;
    private final Instant time;
    private byte[] buffer = new byte[64];
    private int start;
    private int size;

    Part(LogStream stream, Instant time) {
      this.stream = stream;
      this.time = time;
    }

    int append(byte[] more, int from) {
      int count = Math.min(more.length - from, Piece.LIMIT - size);
      if (size + count > buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(Piece.LIMIT, Math.max(size + count, 2 * size)));
      }
      System.arraycopy(more, from, buffer, size, count);
      size += count;
      return count;
    }

    byte[] bytes() {
      return Arrays.copyOfRange(buffer, start, size);
    }
  }
}
