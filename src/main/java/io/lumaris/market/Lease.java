package io.lumaris.market;

import java.util.UUID;

/**
 * The right to report on an attempt.
 *
 * @param leaseToken fencing token; a report with an old one is refused
 */
public record Lease(UUID attemptId, UUID leaseToken) {}
