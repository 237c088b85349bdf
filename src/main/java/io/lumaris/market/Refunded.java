package io.lumaris.market;

import java.util.UUID;

/**
 * Answer to a refund; amounts in micro-credits.
 *
 * @param changed false when as much was known to be paid back already
 * @param refunded all that was paid back of the payment by now
 * @param taken what of that was taken out of the account
 * @param owed the rest
 */
public record Refunded(UUID paymentId, boolean changed, long refunded, long taken, long owed) {}
