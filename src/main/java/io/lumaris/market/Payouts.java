package io.lumaris.market;

import java.util.List;
import java.util.UUID;

/**
 * Money that leaves the market, as one signed-in account sees it. Every call is one RPC of
 * docs/wire.md and may be repeated safely; refusals and failures are thrown as {@link
 * MarketException} with a reason.
 */
public interface Payouts {

  /**
   * Puts an amount aside until an operator has paid it or refused.
   *
   * @param paymentId the same id again is the same payout
   * @param note where to, for the operator; {@code null} for none
   */
  Booked request(UUID paymentId, long amount, String note);

  /** The caller's own, newest first, at most 100. */
  List<Payment> own();

  /** Those of all accounts that wait, the oldest first; for operators. */
  List<Payment> waiting();

  /**
   * Says that a payout was paid, or gives it back; for operators.
   *
   * @param note {@code null} leaves the one that is there
   */
  Decided decide(UUID paymentId, boolean paid, String note);
}
