package io.lumaris.payment;

/**
 * What credits cost.
 *
 * @param currency three lower-case letters of ISO 4217
 * @param perCredit in the currency's smallest unit, such as cents
 */
public record Price(String currency, long perCredit) {

  /** What so many credits cost, in the currency's smallest unit. */
  long of(long credits) {
    return Math.multiplyExact(perCredit, credits);
  }
}
