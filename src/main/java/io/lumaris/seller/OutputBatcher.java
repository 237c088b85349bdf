package io.lumaris.seller;

import io.lumaris.job.LogChunk;
import io.lumaris.job.LogStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The output of one attempt on its way to the market: bytes in, batches of numbered chunks out.
 * Thread-safe; never holds more than the market keeps, however much is printed and however long the
 * market is away.
 *
 * <p>The first byte may be sent at once, whatever follows at most every 100 ms or when 16 KiB have
 * gathered. Of a long output the first 959 KiB and the last 64 KiB are sent, with a word in between
 * on what is missing: together with it they fit into the 1 MiB that a job's log may have.
 */
final class OutputBatcher {
  static final int HEAD = 959 * 1024;
  static final int TAIL = 64 * 1024;
  static final Duration PAUSE = Duration.ofMillis(100);

  // As JSON; one RPC takes 256 KiB.
  private static final int BATCH = 128 * 1024;
  private static final int MOST_CHUNKS = 256;

  // From here on streams are gathered each by itself, so that taking turns costs no memory.
  private static final int MOST_PIECES = 512;

  private final Map<LogStream, Utf8Text> decoders = new EnumMap<>(LogStream.class);
  private final Map<LogStream, Piece> last = new EnumMap<>(LogStream.class);
  private final Deque<Piece> waiting = new ArrayDeque<>();
  private final OutputTail tail = new OutputTail(TAIL);
  private List<LogChunk> batch = List.of(); // sent again unchanged until it is confirmed
  private int room = HEAD;
  private boolean full;
  private int waitingBytes;
  private long seq;
  private boolean sentBefore;
  private long sentAt;
  private boolean ended;
  private long sentBytes;
  private boolean othersKnown;
  private long refusedBytes;

  /** The attempt went on after a restart of the node, which had sent so many chunks before. */
  synchronized void numberOnFrom(long lastSeq) {
    seq = Math.max(seq, lastSeq);
  }

  synchronized void add(LogStream stream, byte[] bytes, Instant now) {
    if (ended) {
      return;
    }
    Utf8Text decoder = decoders.computeIfAbsent(stream, s -> new Utf8Text());
    if (full) {
      tail.append(stream, decoder.takeRest(), now);
      tail.append(stream, bytes, now);
    } else {
      append(stream, decoder.decode(bytes), now);
    }
  }

  /** Says something to the reader of the log in LUMARIS' own name. */
  synchronized void note(String sentence, Instant now) {
    Piece piece = new Piece(LogStream.SYSTEM, now);
    piece.append(sentence + "\n", 0, Piece.LIMIT);
    enqueue(piece);
  }

  /** The program has ended: what was held back may go, nothing more is taken. */
  synchronized void end(Instant now) {
    if (ended) {
      return;
    }
    decoders.forEach((stream, decoder) -> append(stream, decoder.end(), now));
    ended = true;
    List<Piece> end = tail.end();
    if (tail.forgotten() > 0) {
      note("LUMARIS: " + amount(tail.forgotten()) + " of output in between are not kept.", now);
    }
    end.forEach(this::enqueue);
  }

  /** Nanoseconds until a batch is to be sent: 0 now, negative when there is nothing to send. */
  synchronized long waitNanos(long nanos) {
    if (!batch.isEmpty()) {
      return 0;
    }
    if (waiting.isEmpty()) {
      return -1;
    }
    boolean now = !sentBefore || ended || waitingBytes >= Piece.LIMIT;
    return now ? 0 : Math.max(0, sentAt + PAUSE.toNanos() - nanos);
  }

  /** The chunks to send, the same until {@link #sent} or {@link #refused}. */
  synchronized List<LogChunk> batch(long nanos) {
    if (batch.isEmpty()) {
      batch = take();
      sentBefore = true;
      sentAt = nanos;
    }
    return batch;
  }

  /** Whether there is more to send than the batch that {@link #batch} gave last. */
  synchronized boolean hasMore() {
    return !waiting.isEmpty();
  }

  /**
   * The batch has arrived.
   *
   * @param keptInJob bytes the market keeps of the job by now; what an earlier attempt left there
   *     is room that this one does not have
   */
  synchronized void sent(long keptInJob) {
    sentBytes += bytes(batch);
    if (!othersKnown) {
      othersKnown = true;
      room -= (int) Math.max(0, keptInJob - sentBytes);
    }
    batch = List.of();
  }

  /** The market will never take this batch: it counts as cut, and the rest goes on. */
  synchronized void refused() {
    refusedBytes += bytes(batch);
    batch = List.of();
  }

  /** Bytes of output that the market will not get. */
  synchronized long cutBytes() {
    return tail.forgotten() + refusedBytes;
  }

  private void append(LogStream stream, String text, Instant now) {
    int at = 0;
    while (at < text.length() && room >= 4) {
      Piece piece = pieceFor(stream, now);
      int before = piece.bytes();
      at += piece.append(text, at, room);
      room -= piece.bytes() - before;
      waitingBytes += piece.bytes() - before;
    }
    if (at < text.length()) {
      if (!full) {
        full = true;
        room = 0;
        note(
            "LUMARIS: the log has room for the last 64 KiB only."
                + " What is printed from here on appears when the program ends.",
            now);
      }
      tail.append(stream, text.substring(at).getBytes(StandardCharsets.UTF_8), now);
    }
  }

  private Piece pieceFor(LogStream stream, Instant now) {
    Piece piece = waiting.size() < MOST_PIECES ? waiting.peekLast() : last.get(stream);
    boolean fits =
        piece != null
            && piece.stream() == stream
            && piece.bytes() <= Piece.LIMIT - 4
            && (waiting.size() >= MOST_PIECES || now.isBefore(piece.time().plus(PAUSE)));
    if (!fits) {
      piece = new Piece(stream, now);
      waiting.add(piece);
      last.put(stream, piece);
    }
    return piece;
  }

  private void enqueue(Piece piece) {
    waiting.add(piece);
    waitingBytes += piece.bytes();
  }

  private List<LogChunk> take() {
    List<LogChunk> chunks = new ArrayList<>();
    int size = 0;
    while (!waiting.isEmpty() && chunks.size() < MOST_CHUNKS) {
      Piece piece = waiting.element();
      size += Utf8Text.jsonLength(piece.text());
      if (!chunks.isEmpty() && size > BATCH) {
        break;
      }
      waiting.remove();
      last.remove(piece.stream(), piece);
      waitingBytes -= piece.bytes();
      chunks.add(new LogChunk(++seq, null, piece.time(), piece.stream(), piece.text()));
    }
    return chunks;
  }

  private static long bytes(List<LogChunk> chunks) {
    return chunks.stream().mapToLong(chunk -> Utf8Text.length(chunk.text())).sum();
  }

  private static String amount(long bytes) {
    return bytes < 1024 * 1024
        ? bytes + " bytes"
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024.0);
  }
}
