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
      JobSpec.image("a/b:1")
          .command("echo $SECRET")
          .env(Map.of("SECRET", "hush"))
          .labels(Map.of("project", "x"))
          .cpus(0.5)
          .memoryMb(128)
          .timeoutS(60)
          .queueTimeoutS(1)
          .maxAttempts(2)
          .priority(3)
          .retryOnExitCode(true)
          .budget(4L)
          .build();
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
        .isEqualTo(JobSpec.image("a/b:1").cpus(0.5).memoryMb(128).timeoutS(60).build());
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
