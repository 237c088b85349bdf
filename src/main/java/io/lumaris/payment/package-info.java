/**
 * Money between the market and the world outside: top-ups through a payment processor, and payouts.
 *
 * <p>{@link io.lumaris.payment.PaymentProcessor} is the processor's side, {@link
 * io.lumaris.market.Bookings} the market's; nothing about a payment is kept in between. Cards are
 * typed in at the processor's own page: no number ever comes here.
 */
package io.lumaris.payment;
