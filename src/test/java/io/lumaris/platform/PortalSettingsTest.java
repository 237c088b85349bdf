package io.lumaris.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortalSettingsTest {

  @Test
  void withoutConfigurationItIsPortalAndSellerAndTrustsNoProxy() {
    PortalSettings settings = read(Map.of());

    assertThat(settings.roles()).containsExactlyInAnyOrder("web", "seller");
    assertThat(settings.web()).isTrue();
    assertThat(settings.trustProxy()).isFalse();
    assertThat(settings.origins()).isEmpty();
  }

  @Test
  void listsAreSeparatedByCommas() {
    PortalSettings settings =
        read(
            Map.of(
                "lumaris.roles", " seller ",
                "lumaris.portal.origins", "https://a.example, http://b.example:81,"));

    assertThat(settings.web()).isFalse();
    assertThat(settings.origins()).containsExactly("https://a.example", "http://b.example:81");
  }

  @ParameterizedTest
  @CsvSource({
    "lumaris.roles, wep",
    "lumaris.roles, ''",
    "lumaris.portal.trust-proxy, yes",
    "lumaris.portal.origins, a.example",
    "lumaris.portal.origins, https://a.example/",
    "lumaris.portal.origins, '*'",
    "lumaris.portal.origins, ftp://a.example"
  })
  void aWrongValueIsRefusedByName(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key + " must ");
  }

  private static PortalSettings read(Map<String, String> values) {
    return PortalSettings.read(key -> Optional.ofNullable(values.get(key)));
  }
}
