package io.lumaris.market;

import java.util.UUID;

/**
 * What a payment processor reports, as an account that is named as processor tells the market.
 * Every call is one RPC of docs/wire.md and may be repeated safely; refusals and failures are
 * thrown as {@link MarketException} with a reason, {@code not_allowed} for anybody else.
 */
public interface Bookings {

  /**
   * Whether the caller may book; the refusal says what to do.
   *
   * @return the market's id
   */
  UUID check();

  /**
   * Puts what was paid into an account; reason {@code payment_conflict} when the payment is known
   * with another account or amount.
   *
   * @param eventId the processor's name, a colon, its own id of the event
   * @param note for the statement of the operator
   */
  Booked book(String eventId, UUID paymentId, UUID accountId, long amount, String note);

  /**
   * Takes what was paid back to the payer out of the account again; reason {@code
   * payment_not_found} for a payment that was not booked yet.
   *
   * @param refunded all that was paid back of the payment by now
   */
  Refunded refund(String eventId, UUID paymentId, long refunded);
}
