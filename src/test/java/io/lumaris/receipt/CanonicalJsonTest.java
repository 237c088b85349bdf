package io.lumaris.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumaris.job.JobSpec;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 8785 and of docs/receipts.md. */
class CanonicalJsonTest {
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
  })
  void aNumberIsWrittenAsEcmaScriptDoes(String bits, String text) {
    double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(CanonicalNumber.of(number)).isEqualTo(text);
  }

  @Test
  void everyNumberReadsBackAsItself() {
    Random random = new Random(8785);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        String text = CanonicalNumber.of(number);
        assertThat(Double.parseDouble(text)).as(text).isEqualTo(number);
        assertThat(text.length()).isLessThanOrEqualTo(Double.toString(number).length() + 20);
      }
    }
  }

  @Test
  void theExampleOfTheStandardIsWrittenAsThere() {
    JsonValue value =
        read(
            """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
              "literals": [null, true, false]
            }
            """);
    assertThat(CanonicalJson.of(value))
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void namesAreSortedByTheirUtf16CodeUnits() {
    JsonValue value =
        read(
            """
            {
              "\\u20ac": "Euro Sign",
              "\\r": "Carriage Return",
              "\\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\\ud83d\\ude00": "Emoji: Grinning Face",
              "\\u0080": "Control",
              "\\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """);
    assertThat(CanonicalJson.of(value))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                + "\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\ud800\"", "[\"a\\udc00\"]", "1e999"})
  void whatHasNoCanonicalFormIsRefused(String text) {
    JsonValue value = read(text);
    assertThatThrownBy(() -> CanonicalJson.of(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theHashOfASpecIsThatOfItsCanonicalForm() {
    JsonValue spec =
        read(
            """
            {"image": "lumaris/busybox", "command": "echo hi", "env": {"B": "2", "A": "ä"},
             "cpus": 0.50, "memory_mb": 512, "timeout_s": 600, "queue_timeout_s": 3600,
             "max_attempts": 3, "priority": 1, "retry_on_exit_code": false}
            """);
    JobSpec same =
        JobSpec.image("lumaris/busybox")
            .command("echo hi")
            .env(Map.of("A", "ä", "B", "2"))
            .cpus(0.5)
            .memoryMb(512)
            .timeoutS(600)
            .queueTimeoutS(3600)
            .maxAttempts(3)
            .priority(1)
            .retryOnExitCode(false)
            .build();
    assertThat(CanonicalJson.of(spec))
        .isEqualTo(
            "{\"command\":\"echo hi\",\"cpus\":0.5,\"env\":{\"A\":\"ä\",\"B\":\"2\"},"
                + "\"image\":\"lumaris/busybox\",\"max_attempts\":3,\"memory_mb\":512,\"priority\":1,"
                + "\"queue_timeout_s\":3600,\"retry_on_exit_code\":false,\"timeout_s\":600}");
    assertThat(Sha256.of(spec))
        .isEqualTo("sha256:5ed8510e89cbf1276f7be70c7da31253df4c898595e6e1ad888494609d463c3b")
        .isEqualTo(Sha256.of(JsonText.of(same)));
  }

  private static JsonValue read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }
}
