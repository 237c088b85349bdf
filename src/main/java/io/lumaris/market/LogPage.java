package io.lumaris.market;

import io.lumaris.job.LogChunk;
import java.util.List;

/**
 * A stretch of a job's output.
 *
 * @param lastSeq cursor for the next call
 * @param cutBytes bytes printed but not kept
 * @param more whether there are more chunks now
 * @param ended whether the job is final, so nothing will follow; {@code final} on the wire
 */
public record LogPage(
    List<LogChunk> chunks,
    long lastSeq,
    long cutBytes,
    boolean more,
    @jakarta.json.bind.annotation.JsonbProperty("final") boolean ended) {

  /** Whether who reads on from here, having asked for what follows {@code after}, gets further. */
  boolean leadsOnFrom(long after) {
    return !more
        || (!chunks.isEmpty() && lastSeq > after && chunks.get(chunks.size() - 1).seq() > after);
  }
}
