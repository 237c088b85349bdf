package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuyerSettingsTest {

  @Test
  void samplesAreAListOfJobs() {
    assertThat(
            read(Map.of("lumaris.samples", "[{\"image\":\"a\",\"command\":\"echo, hi\"}]"))
                .samples())
        .containsExactly(new Sample("a", "echo, hi"));
    assertThat(read(Map.of()).samples()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lumaris.samples | busybox",
        "lumaris.samples | {}",
        "lumaris.samples | [{\"image\":\"a\"}]",
        "lumaris.portal.max-connections | 0",
        "lumaris.portal.max-connections | many",
        "lumaris.portal.max-connections-per-account | 100000"
      })
  void aWrongValueIsRefusedByName(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key + " must ");
  }

  private static BuyerSettings read(Map<String, String> values) {
    return BuyerSettings.read(key -> Optional.ofNullable(values.get(key)));
  }
}
