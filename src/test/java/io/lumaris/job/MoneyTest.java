package io.lumaris.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.000001, 1",
    "0.0125, 12500",
    "5, 5000000",
    "1234567.891011, 1234567891011",
    "999999999.999999, 999999999999999"
  })
  void creditsAndMicroCreditsAreTheSameAmountBothWays(String credits, long amount) {
    assertThat(Money.parse(credits)).isEqualTo(amount);
    assertThat(Money.text(amount)).isEqualTo(credits);
  }

  @Test
  void anAmountThatWentOutIsShownSo() {
    assertThat(Money.text(-1_500_000)).isEqualTo("-1.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1,5", "0.0000001", "1e3", ".5", "abc", "10000000000"})
  void whatIsNoAmountIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> Money.parse(text)).hasMessageContaining("such as 0.0125");
  }
}
