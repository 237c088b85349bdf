package io.lumaris.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A job as the market knows it; the fields are those of docs/wire.md. A job of a list has no
 * attempts and carries the latest seller's name instead.
 *
 * @param version grows by one with every change: the higher one is the newer one
 * @param why one sentence for a person, in every state
 * @param budget what is or was held for it, in micro-credits
 * @param cost what it has cost so far, in micro-credits
 * @param settlement of a final job
 * @param verify how many results are compared; absent when they are not
 * @param results how many of them are in
 * @param resultAttempt number of the attempt whose result is the job's; absent: the latest
 * @param auction of a job that wants one
 * @param rating the buyer's, if there is one
 */
public record Job(
    UUID id,
    long seq,
    UUID buyerId,
    String clientToken,
    JobState state,
    Reason reason,
    String why,
    long version,
    JobSpec spec,
    Long budget,
    Long cost,
    Settlement settlement,
    Integer exitCode,
    Integer maxAttempts,
    Instant createdAt,
    Instant queueDeadline,
    Instant assignedAt,
    Instant startedAt,
    Instant endedAt,
    Instant mustEndBy,
    Instant cancelRequestedAt,
    String sellerName,
    List<Attempt> attempts,
    Integer verify,
    Integer results,
    Integer resultAttempt,
    Auction auction,
    Rating rating,
    Log log) {

  /**
   * How much log there is.
   *
   * @param lastSeq sequence number of the last chunk, 0 when there is none
   * @param bytes bytes kept
   * @param cutBytes bytes printed but not kept
   */
  public record Log(long lastSeq, long bytes, long cutBytes) {}
}
