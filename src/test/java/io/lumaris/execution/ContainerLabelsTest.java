package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumaris.job.JobSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ContainerLabelsTest {
  private static final Instant LEASE = Instant.ofEpochMilli(1_700_000_000_123L);
  private static final JobSpec SPEC =
      new JobSpec(
          "a/b:1",
          "echo $SECRET",
          null,
          Map.of("SECRET", "hush"),
          Map.of("project", "x"),
          0.5,
          128,
          60,
          1,
          2,
          3,
          true,
          4L);
  private static final Assignment ASSIGNMENT =
      new Assignment(
          UUID.randomUUID(),
          UUID.randomUUID(),
          2,
          UUID.randomUUID(),
          SPEC,
          Duration.ofMillis(1500),
          LEASE);

  @Test
  void anAssignmentComesBackWithImageAndLimits() {
    Assignment read = ContainerLabels.read(ContainerLabels.of("node", ASSIGNMENT));

    assertThat(read).usingRecursiveComparison().ignoringFields("spec").isEqualTo(ASSIGNMENT);
    assertThat(read.spec())
        .isEqualTo(
            new JobSpec(
                "a/b:1", null, null, null, null, 0.5, 128, 60, null, null, null, null, null));
  }

  @Test
  void commandAndEnvironmentAreNotOnLabels() {
    assertThat(ContainerLabels.of("node", ASSIGNMENT).toString())
        .doesNotContain("SECRET", "hush", "echo");
  }

  @Test
  void labelsThatAreNotWholeAreRefusedWithTheNameOfTheMissingOne() {
    for (String name :
        List.of("io.lumaris.attempt", "io.lumaris.lease-until", "io.lumaris.image")) {
      Map<String, String> labels = ContainerLabels.of("node", ASSIGNMENT);
      labels.remove(name);
      assertThatThrownBy(() -> ContainerLabels.read(labels))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name);
    }
  }

  @Test
  void theNameKeepsTheLeasesEnd() {
    String name = ContainerName.of(ASSIGNMENT.attemptId(), LEASE);

    assertThat(ContainerName.leaseUntil("/" + name)).contains(LEASE);
    assertThat(ContainerName.leaseUntil("/somebody-elses-container")).isEmpty();
  }
}
