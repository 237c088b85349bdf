package io.lumaris.buyer;

import io.lumaris.job.Job;
import io.lumaris.job.LogChunk;
import io.lumaris.market.LogPage;
import io.lumaris.market.LogPushed;
import java.util.List;
import java.util.Optional;

/**
 * How far one browser is in one job's output, and how it gets each chunk once and in order.
 *
 * <p>A push that continues what the browser has is passed on at once. Any other one, like every
 * loss on the way, only marks the tail as behind; then what is missing is read from the market. Not
 * thread-safe.
 */
final class LogTail {
  private static final long SEQS_PER_ATTEMPT = 10_000_000;

  private long last;
  private long cutBytes;
  private long version = -1;
  private boolean behind;
  private boolean jobIsFinal;
  private boolean over;
  private boolean greeted; // even of no output the browser is told once

  /**
   * Output to tell the browser.
   *
   * @param lastSeq the last sequence number it has then
   * @param cutBytes bytes that were printed but not kept
   * @param ended whether this is all there will ever be
   */
  record News(List<LogChunk> chunks, long lastSeq, long cutBytes, boolean ended) {}

  /** A tail for a browser that has the output up to this sequence number. */
  LogTail(long after) {
    last = after;
  }

  /** What of a push can be told now. */
  Optional<News> pushed(LogPushed push) {
    List<LogChunk> fresh = newer(push.chunks());
    if (behind || !continues(fresh)) {
      behind = true;
      return Optional.empty();
    }
    long cut = push.cutBytes() == null ? cutBytes : Math.max(cutBytes, push.cutBytes());
    return fresh.isEmpty() && cut == cutBytes
        ? Optional.empty()
        : Optional.of(new News(fresh, end(fresh), cut, false));
  }

  /**
   * What of a page, read after {@link #last()}, can be told; it may be nothing. The caller says by
   * {@link #fetching} that it is about to read.
   */
  Optional<News> read(LogPage page) {
    boolean complete = !page.more();
    behind = behind || !complete;
    boolean ended = complete && !behind && (page.ended() || jobIsFinal);
    List<LogChunk> fresh = newer(page.chunks());
    boolean nothing = fresh.isEmpty() && page.cutBytes() == cutBytes && !ended && greeted;
    return nothing || over
        ? Optional.empty()
        : Optional.of(new News(fresh, end(fresh), page.cutBytes(), ended));
  }

  /** The browser was told. */
  void told(News news) {
    last = Math.max(last, news.lastSeq());
    cutBytes = news.cutBytes();
    over = news.ended();
    greeted = true;
  }

  /** Whether a job of this version has to be told; remembers it as told. */
  void toldJob(Job job) {
    version = Math.max(version, job.version());
    if (job.state().isFinal() && !jobIsFinal) {
      jobIsFinal = true;
      behind = true; // whatever was printed last, and the word that it was the last
    }
  }

  /** A push of this version says nothing new. */
  boolean knows(long pushedVersion) {
    return pushedVersion <= version;
  }

  /** Something was or may have been missed. */
  void missed() {
    behind = true;
  }

  /** From now on a push says again whether there is more than what is being read. */
  void fetching() {
    behind = false;
  }

  boolean isBehind() {
    return behind && !over;
  }

  long last() {
    return last;
  }

  private List<LogChunk> newer(List<LogChunk> chunks) {
    return chunks.stream().filter(chunk -> chunk.seq() > last).toList();
  }

  private long end(List<LogChunk> chunks) {
    return chunks.isEmpty() ? last : chunks.get(chunks.size() - 1).seq();
  }

  private boolean continues(List<LogChunk> chunks) {
    long expected = last == 0 ? SEQS_PER_ATTEMPT + 1 : last + 1;
    for (LogChunk chunk : chunks) {
      if (chunk.seq() != expected) {
        return false;
      }
      expected++;
    }
    return true;
  }
}
