package io.lumaris.receipt;

import java.time.Instant;
import java.util.UUID;

/**
 * A receipt as the market keeps it.
 *
 * @param number attempt number of the job, from 1
 * @param kid the key it was signed with
 * @param jws the receipt itself
 * @param storedAt when it arrived at the market
 */
public record StoredReceipt(UUID attemptId, int number, String kid, String jws, Instant storedAt) {}
