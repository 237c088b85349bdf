package io.lumaris.nakama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NakamaSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://127.0.0.1:7350",
    "127.0.0.1:7350, http://127.0.0.1:7350",
    "' market.example:80 ', http://market.example:80",
    "[::1]:7350, http://[::1]:7350",
    "http://market.example/, http://market.example",
    "https://market.example:443, https://market.example:443"
  })
  void aServerIsNamedByHostOrAddress(String server, URI expected) {
    assertThat(NakamaSettings.of(server, "key").baseUri()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://", "ftp://market.example", "two words", "host:port"})
  void whatIsNoAddressIsRefusedWithAnExample(String server) {
    assertThatThrownBy(() -> NakamaSettings.of(server, "key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("127.0.0.1:7350");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:7350, ws://127.0.0.1:7350/ws?format=json",
    "https://market.example, wss://market.example/ws?format=json"
  })
  void theSocketIsAtTheSameServer(String server, URI expected) {
    assertThat(NakamaSettings.of(server, "key").socketUri()).isEqualTo(expected);
  }

  @Test
  void everySettingHasADefault() {
    assertThat(NakamaSettings.read(key -> Optional.empty()))
        .isEqualTo(NakamaSettings.of("127.0.0.1:7350", "defaultkey"));
  }

  @Test
  void everySettingCanBeGiven() {
    Map<String, String> given =
        Map.of(
            "lumaris.nakama.url", "http://market.example:7777",
            "lumaris.nakama.server-key", "ours",
            "lumaris.nakama.connect-timeout-ms", "1",
            "lumaris.nakama.call-timeout-ms", "2",
            "lumaris.nakama.ping-interval-ms", "3");
    assertThat(NakamaSettings.read(key -> Optional.ofNullable(given.get(key))))
        .isEqualTo(
            new NakamaSettings(
                URI.create("http://market.example:7777"),
                "ours",
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(3)));
  }

  @ParameterizedTest
  @CsvSource({
    "lumaris.nakama.server-key, ' '",
    "lumaris.nakama.connect-timeout-ms, 0",
    "lumaris.nakama.call-timeout-ms, soon",
    "lumaris.nakama.call-timeout-ms, 600001",
    "lumaris.nakama.ping-interval-ms, -5"
  })
  void aBadSettingIsRefusedByItsName(String bad, String value) {
    assertThatThrownBy(
            () ->
                NakamaSettings.read(key -> key.equals(bad) ? Optional.of(value) : Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(bad);
  }
}
