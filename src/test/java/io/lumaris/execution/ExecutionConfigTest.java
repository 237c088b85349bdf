package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExecutionConfigTest {

  @Test
  void eachMistakeIsNamed() {
    assertMistake("a b", "runc", 1, 1, "node id");
    assertMistake(null, "runc", 1, 1, "node id");
    assertMistake("n", "kata", 1, 1, "lumaris.execution.runtime", "runc", "runsc", "kata");
    assertMistake("n", "runc", -1, 1, "lumaris.execution.reserved-memory-mb", "-1");
    assertMistake("n", "runc", 1, 0, "lumaris.execution.pull-timeout-s", "0");
  }

  @Test
  void theDefaultsAreThoseOfTheSettingsFile() {
    assertThat(ExecutionConfig.of("n"))
        .isEqualTo(
            new ExecutionConfig(
                "n", Optional.empty(), "runc", Optional.empty(), Duration.ofMinutes(15)));
  }

  private static void assertMistake(
      String nodeId, String runtime, int reserved, int pullSeconds, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ExecutionConfig(
                    nodeId,
                    Optional.empty(),
                    runtime,
                    Optional.of(reserved),
                    Duration.ofSeconds(pullSeconds)))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }
}
