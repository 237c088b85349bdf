package io.lumaris.market;

import java.time.Instant;
import java.util.UUID;

/**
 * What came in from outside or goes out again; amounts in micro-credits.
 *
 * @param kind top_up, payout, or refund: the taking back of a top-up that its payer was paid back
 * @param state done, of payouts also requested and refused
 * @param note of whoever asked for it or decided, absent when there is none
 * @param refundOf the top-up that was paid back
 * @param decidedAt absent while it is requested
 */
public record Payment(
    UUID id,
    UUID accountId,
    String kind,
    long amount,
    String state,
    String note,
    UUID refundOf,
    Instant createdAt,
    Instant decidedAt) {}
