package io.lumaris.payment;

import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * Whoever takes money for credits. Every implementation keeps these promises:
 *
 * <ul>
 *   <li>Nothing is kept here: an event carries all that is needed to book it, so that any portal
 *       can begin a payment and any other can take its event.
 *   <li>The same top-up begun twice is one checkout; whoever pays it pays once.
 *   <li>An event is only read if the processor has signed it; a payment that has not arrived for
 *       certain is no event.
 *   <li>Failures are {@link PaymentException}s with a sentence for the payer; neither that sentence
 *       nor the log ever holds a key.
 * </ul>
 */
public interface PaymentProcessor {

  /** As in the setting {@code lumaris.payments.processor}. */
  String name();

  /** How to have more credits, in a sentence. */
  String how();

  /**
   * Begins a payment.
   *
   * @param page where the payer comes back to, whether paid or not
   * @return where the payer goes now
   */
  URI startCheckout(TopUp topUp, URI page);

  /**
   * What an event of the processor says.
   *
   * @param body as it came, byte for byte in UTF-8
   * @param headers finds a header of the request, {@code null} if it is not there
   * @throws PaymentException reason {@code wrong_signature} for one that the processor did not
   *     sign, or not in the last minutes
   */
  PaymentEvent readEvent(String body, UnaryOperator<String> headers);
}
