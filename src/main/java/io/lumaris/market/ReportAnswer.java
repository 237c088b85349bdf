package io.lumaris.market;

import io.lumaris.job.AttemptState;
import io.lumaris.job.JobState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the market says to one report. The same report again has the same answer.
 *
 * @param state of the attempt; absent when the report was refused
 * @param jobState to an outcome: of the job, queued when it is tried again
 * @param mustEndBy to a start alone: when the market ends the attempt by itself
 * @param lastSeq to a start alone: the last sequence number of output the market had of this
 *     attempt, absent when it had none: a restarted seller numbers on from there
 * @param keptBytes to output: bytes of the job's log kept so far
 * @param cutBytes to output: bytes not kept so far
 * @param code of a refusal, a gRPC code; only this report is refused and has changed nothing
 * @param message of a refusal: reason, colon, sentence
 */
public record ReportAnswer(
    UUID attemptId,
    AttemptState state,
    JobState jobState,
    Instant mustEndBy,
    Long lastSeq,
    Long keptBytes,
    Long cutBytes,
    Integer code,
    String message) {

  /** Why the report was refused; empty when it was taken. */
  public Optional<MarketException> refusal() {
    return code == null ? Optional.empty() : Optional.of(MarketFailures.refusal(code, message));
  }
}
