package io.lumaris.market;

import java.util.UUID;

/**
 * What an account has; amounts in micro-credits. {@code available + held} is always {@code paidIn +
 * earned - spent - paidOut}.
 *
 * @param available to spend
 * @param held for jobs that are not final and payouts that were asked for
 * @param paidIn starter credits and top-ups, less what was paid back of them
 * @param earned as a seller, without the fee
 * @param spent as a buyer
 * @param paidOut as payouts
 * @param owed what was paid back of a top-up after it had been spent; taken from whatever comes in
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
    long owed,
    boolean operator) {}
