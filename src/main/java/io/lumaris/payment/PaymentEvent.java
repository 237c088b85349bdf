package io.lumaris.payment;

import java.util.UUID;

/** What a processor reports. Amounts in micro-credits. */
public sealed interface PaymentEvent {

  /** Something that moves no credits of any market. */
  record Nothing() implements PaymentEvent {}

  /**
   * A payment has arrived.
   *
   * @param id the event's, with the processor's name in front
   */
  record Paid(String id, UUID marketId, UUID paymentId, UUID accountId, long amount)
      implements PaymentEvent {}

  /**
   * A payer was paid back.
   *
   * @param id the event's, with the processor's name in front
   * @param refunded all that was paid back of this payment by now
   */
  record PaidBack(String id, UUID marketId, UUID paymentId, long refunded)
      implements PaymentEvent {}
}
