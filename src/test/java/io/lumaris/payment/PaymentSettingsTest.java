package io.lumaris.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentSettingsTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final Map<String, String> STRIPE =
      Map.of(
          "lumaris.payments.processor", "stripe",
          "lumaris.payments.identity", SECRET,
          "lumaris.payments.stripe.secret-key", "sk_test_x",
          "lumaris.payments.stripe.webhook-secret", "whsec_x");

  @Test
  void withoutAnySettingOperatorsAddCredits() {
    PaymentSettings settings = PaymentSettings.read(key -> Optional.empty());
    assertThat(settings.processor().name()).isEqualTo("none");
    assertThat(settings.identity()).isEmpty();
  }

  @Test
  void noSecretIsEverShown() {
    PaymentSettings settings = read("lumaris.payments.processor", "stripe");
    assertThat(settings.processor().name()).isEqualTo("stripe");
    assertThat(settings.toString()).doesNotContain(SECRET, "sk_test_x", "whsec_x");
  }

  @ParameterizedTest
  @CsvSource({
    "lumaris.payments.processor, paypal, must be none or stripe",
    "lumaris.payments.currency, EURO, three lower-case letters",
    "lumaris.payments.unit-price, 0, must be between 1 and",
    "lumaris.payments.unit-price, cheap, must be a whole number",
    "lumaris.payments.most-credits, 4, must be between 5 and",
    "lumaris.payments.identity, short, openssl rand",
    "lumaris.payments.stripe.secret-key, pk_test_x, begins with sk_ or rk_",
    "lumaris.payments.stripe.webhook-secret, sk_test_x, begins with whsec_",
    "lumaris.payments.stripe.api-base, https://example.org, an address of this machine",
  })
  void aSettingThatIsWrongIsNamedWithTheFix(String key, String value, String fix) {
    assertThatThrownBy(() -> read(key, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(fix)
        .hasMessageNotContaining("sk_test_x");
  }

  @ParameterizedTest
  @CsvSource({
    "lumaris.payments.identity",
    "lumaris.payments.stripe.secret-key",
    "lumaris.payments.stripe.webhook-secret"
  })
  void stripeNeedsAllOfItsKeys(String key) {
    assertThatThrownBy(() -> read(key, null)).hasMessageContaining(key);
  }

  private static PaymentSettings read(String key, String value) {
    Map<String, String> settings = new HashMap<>(STRIPE);
    settings.put(key, value);
    return PaymentSettings.read(name -> Optional.ofNullable(settings.get(name)));
  }
}
