package io.lumaris.market;

import java.util.UUID;

/**
 * What an account has; amounts in micro-credits. {@code available + held} is always {@code paidIn +
 * earned - spent - paidOut}.
 *
 * @param available to spend
 * @param held for jobs that are not final and payouts that were asked for
 * @param paidIn starter credits and top-ups
 * @param earned as a seller, without the fee
 * @param spent as a buyer
 * @param paidOut as payouts
 * @param operator whether this account runs the market
 */
public record Account(
    UUID id,
    long available,
    long held,
    long paidIn,
    long earned,
    long spent,
    long paidOut,
    boolean operator) {}
