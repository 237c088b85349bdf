package io.lumaris.payment;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The keys of an account at Stripe.
 *
 * @param secretKey lets its holder do anything with the account, or what a restricted key allows
 * @param webhookSecret signs the events that Stripe sends
 * @param apiBase where Stripe answers instead of its own address; this machine only
 */
record StripeSettings(String secretKey, String webhookSecret, Optional<URI> apiBase) {
  private static final String SECRET_KEY = "lumaris.payments.stripe.secret-key";
  private static final String WEBHOOK_SECRET = "lumaris.payments.stripe.webhook-secret";
  private static final String API_BASE = "lumaris.payments.stripe.api-base";

  /** Checks every value; an {@link IllegalArgumentException} names the setting and the fix. */
  StripeSettings {
    if (!secretKey.matches("[sr]k_[A-Za-z0-9_]+")) {
      throw new IllegalArgumentException(
          SECRET_KEY + " must be a key of Stripe that begins with sk_ or rk_");
    }
    if (!webhookSecret.matches("whsec_\\S+")) {
      throw new IllegalArgumentException(
          WEBHOOK_SECRET + " must be the webhook endpoint's secret, which begins with whsec_");
    }
    apiBase.ifPresent(StripeSettings::checkHere);
  }

  static StripeSettings read(Function<String, Optional<String>> lookup) {
    return new StripeSettings(
        required(lookup, SECRET_KEY),
        required(lookup, WEBHOOK_SECRET),
        lookup.apply(API_BASE).map(String::strip).filter(text -> !text.isEmpty()).map(URI::create));
  }

  private static String required(Function<String, Optional<String>> lookup, String key) {
    return lookup
        .apply(key)
        .map(String::strip)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    key + " must be set when lumaris.payments.processor is stripe"));
  }

  /** The secret key goes there. */
  private static void checkHere(URI base) {
    try {
      if (base.getHost() != null && InetAddress.getByName(base.getHost()).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException e) {
      throw notHere(base, e);
    }
    throw notHere(base, null);
  }

  private static IllegalArgumentException notHere(URI base, Exception cause) {
    return new IllegalArgumentException(
        API_BASE + " must be an address of this machine, or not be set; it is " + base, cause);
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "StripeSettings[keys set" + apiBase.map(base -> ", at " + base).orElse("") + "]";
  }
}
