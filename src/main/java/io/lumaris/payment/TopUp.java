package io.lumaris.payment;

import java.util.UUID;

/**
 * Credits that somebody wants to pay for.
 *
 * @param paymentId what this payment is called at the market
 * @param marketId the market that is to book it: others may use the same processor's account
 * @param accountId whose credits they become
 * @param credits how many, whole ones
 * @param price what they cost
 */
public record TopUp(UUID paymentId, UUID marketId, UUID accountId, long credits, Price price) {}
