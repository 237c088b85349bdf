package io.lumaris.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {

  @Test
  void aSpecWithOnlyAnImageAndACommandIsFine() {
    assertThat(Limits.problems(JobSpec.shell("lumaris/busybox", "true"))).isEmpty();
  }

  @Test
  void everyBrokenFieldIsNamedWithWhatIsAllowed() {
    JobSpec spec =
        new JobSpec(
            "Not An Image",
            "a",
            List.of("b"),
            Map.of("1X", "y"),
            null,
            0.0,
            1,
            0,
            null,
            11,
            null,
            null);

    assertThat(Limits.problems(spec))
        .extracting(Limits.Problem::field)
        .containsExactly(
            "image", "env.1X", "cpus", "memory_mb", "timeout_s", "max_attempts", "args");
    assertThat(Limits.problems(spec))
        .extracting(Limits.Problem::sentence)
        .contains("must be between 16 and 262144, you sent 1");
  }

  @Test
  void aMissingImageIsAskedFor() {
    assertThat(Limits.problems(JobSpec.shell(null, "true")))
        .extracting(Limits.Problem::field)
        .containsExactly("image");
  }
}
