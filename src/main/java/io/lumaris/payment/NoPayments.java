package io.lumaris.payment;

import java.net.URI;
import java.util.function.UnaryOperator;

/** No processor: operators put credits into accounts. */
final class NoPayments implements PaymentProcessor {
  static final String NAME = "none";
  private static final String HOW =
      "This market takes no cards: an operator adds credits with"
          + " lumaris operator top-up ACCOUNT CREDITS --database URL.";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String how() {
    return HOW;
  }

  @Override
  public URI startCheckout(TopUp topUp, URI page) {
    throw off();
  }

  @Override
  public PaymentEvent readEvent(String body, UnaryOperator<String> headers) {
    throw off();
  }

  private static PaymentException off() {
    return new PaymentException("payments_off", null, HOW, null);
  }
}
