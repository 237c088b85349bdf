package io.lumaris.job;

import java.time.Instant;
import java.util.UUID;

/** One seller running a job once, as the market knows it. Fields as in docs/wire.md. */
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
    Usage usage) {}
