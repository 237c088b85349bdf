package io.lumaris.market;

/**
 * Answer to a decision on a payout.
 *
 * @param changed false when it was decided so already
 */
public record Decided(Payment payment, boolean changed) {}
