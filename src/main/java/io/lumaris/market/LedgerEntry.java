package io.lumaris.market;

import java.time.Instant;
import java.util.UUID;

/**
 * One line of a statement.
 *
 * @param seq orders the statement
 * @param transfer what belongs together: all entries of a transfer sum to 0
 * @param reason starter, top_up, top_up_refund, hold, charge, earning, refund, payout_request,
 *     payout or payout_refusal
 * @param bucket available or held
 * @param amount micro-credits, negative when they went out of the bucket
 * @param jobId the job it is about, absent when it is about none
 * @param attemptId the attempt that is paid
 * @param paymentId the top-up, payout or taking back
 * @param rule the refund rule of a settlement, as a sentence
 */
public record LedgerEntry(
    long seq,
    UUID transfer,
    Instant time,
    String reason,
    String bucket,
    long amount,
    UUID jobId,
    UUID attemptId,
    UUID paymentId,
    String rule) {}
