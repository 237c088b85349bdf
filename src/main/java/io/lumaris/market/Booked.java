package io.lumaris.market;

/**
 * Answer to a payment.
 *
 * @param created false when this payment was known already
 */
public record Booked(Payment payment, boolean created) {}
