package io.lumaris.payment;

import java.util.Optional;
import java.util.function.Function;

/**
 * How money comes into this market.
 *
 * @param price of a credit
 * @param least the fewest credits of one payment
 * @param most the most credits of one payment
 * @param identity the secret that is this portal's own account at the market, with which it books;
 *     empty without a processor
 * @param stripe empty for another processor or none
 */
public record PaymentSettings(
    Price price,
    long least,
    long most,
    Optional<String> identity,
    Optional<StripeSettings> stripe) {
  private static final String PROCESSOR = "lumaris.payments.processor";
  private static final String CURRENCY = "lumaris.payments.currency";
  private static final String PER_CREDIT = "lumaris.payments.unit-price";
  private static final String LEAST = "lumaris.payments.least-credits";
  private static final String MOST = "lumaris.payments.most-credits";
  private static final String IDENTITY = "lumaris.payments.identity";
  private static final long BOUND = 1_000_000;

  /** Checks every value; an {@link IllegalArgumentException} names the setting and the fix. */
  public PaymentSettings {
    if (!price.currency().matches("[a-z]{3}")) {
      throw new IllegalArgumentException(
          CURRENCY + " must be three lower-case letters such as eur, it is " + price.currency());
    }
    check(PER_CREDIT, price.perCredit(), 1);
    check(LEAST, least, 1);
    check(MOST, most, least);
    identity.ifPresent(PaymentSettings::checkIdentity);
  }

  /**
   * Settings from configuration: all that begin with {@code lumaris.payments}.
   *
   * @param lookup finds the text of a key
   */
  public static PaymentSettings read(Function<String, Optional<String>> lookup) {
    String processor = lookup.apply(PROCESSOR).map(String::strip).orElse(NoPayments.NAME);
    boolean stripe = processor.equals(StripePayments.NAME);
    if (!stripe && !processor.equals(NoPayments.NAME)) {
      throw new IllegalArgumentException(PROCESSOR + " must be none or stripe, it is " + processor);
    }
    return new PaymentSettings(
        new Price(
            lookup.apply(CURRENCY).map(String::strip).orElse("eur"),
            number(lookup, PER_CREDIT, 100)),
        number(lookup, LEAST, 5),
        number(lookup, MOST, 1_000),
        stripe ? Optional.of(lookup.apply(IDENTITY).orElse("")) : Optional.empty(),
        stripe ? Optional.of(StripeSettings.read(lookup)) : Optional.empty());
  }

  /** The processor that is set. */
  public PaymentProcessor processor() {
    return stripe.<PaymentProcessor>map(StripePayments::new).orElseGet(NoPayments::new);
  }

  private static long number(
      Function<String, Optional<String>> lookup, String key, long otherwise) {
    String text = lookup.apply(key).map(String::strip).orElse(Long.toString(otherwise));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " must be a whole number, it is " + text, e);
    }
  }

  private static void check(String key, long number, long least) {
    if (number < least || number > BOUND) {
      throw new IllegalArgumentException(
          key + " must be between " + least + " and " + BOUND + ", it is " + number);
    }
  }

  private static void checkIdentity(String identity) {
    if (!identity.matches("[A-Za-z0-9_-]{32,128}")) {
      throw new IllegalArgumentException(
          IDENTITY
              + " must be a secret of 32 to 128 letters and digits, as openssl rand -hex 32 makes"
              + " one");
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "PaymentSettings[" + price + ", " + least + " to " + most + ", " + stripe + "]";
  }
}
