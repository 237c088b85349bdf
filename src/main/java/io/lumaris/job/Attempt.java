package io.lumaris.job;

import java.time.Instant;
import java.util.UUID;

/**
 * One seller running a job once, as the market knows it. Fields as in docs/wire.md.
 *
 * @param ask the seller's, as it was when the seller took the job
 * @param chargedMs milliseconds that are paid for, absent when nobody pays
 * @param verdict {@code agreed} or {@code disagreed} with other sellers' results; absent when not
 *     checked
 * @param resultHash what is compared: how it ended and what it printed
 * @param cost what the buyer pays for it, in micro-credits; absent before its end
 */
public record Attempt(
    UUID id,
    int number,
    UUID sellerId,
    String sellerName,
    AttemptState state,
    Phase phase,
    PullProgress progress,
    Reason reason,
    String detail,
    Integer exitCode,
    Instant assignedAt,
    Instant pullingAt,
    Instant startingAt,
    Instant startedAt,
    Instant endedAt,
    Instant leaseUntil,
    String imageDigest,
    AppliedProfile profile,
    Usage usage,
    Ask ask,
    Long chargedMs,
    Long cost,
    String verdict,
    String resultHash) {}
