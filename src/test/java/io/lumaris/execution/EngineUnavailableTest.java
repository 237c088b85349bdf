package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that cannot be used says what to do. */
final class EngineUnavailableTest {
  @TempDir Path folder;

  @Test
  void noEngineIsRunning() {
    Path socket = folder.resolve("docker.sock");

    assertThat(openAt("unix://" + socket))
        .isEqualTo(
            "No Docker Engine is running: nothing listens at "
                + socket
                + ". Install Docker if it is missing, or start it: sudo systemctl start docker.");
  }

  @Test
  void nobodyAnswersAtDockerHost() {
    assertThat(openAt("tcp://127.0.0.1:1"))
        .startsWith("No Docker Engine answers at tcp://127.0.0.1:1, the address in DOCKER_HOST")
        .endsWith("Correct DOCKER_HOST, or unset it to use the local engine.");
  }

  @Test
  void dockerHostMakesNoSense() {
    assertThat(openAt("nonsense://x"))
        .contains("nonsense://x", "Set DOCKER_HOST to something like unix:///var/run/docker.sock");
  }

  @Test
  void theUserMayNotUseTheSocket() {
    // The exception that the system's refusal arrives as, seen with a user outside the group.
    RuntimeException refused = new IllegalStateException(new BindException("Permission denied"));

    assertThat(
            EngineFailures.unavailable(URI.create("unix:///var/run/docker.sock"), refused)
                .getMessage())
        .isEqualTo(
            "The user "
                + System.getProperty("user.name")
                + " may not use the Docker Engine at /var/run/docker.sock. Add the user to the"
                + " group docker: sudo usermod -aG docker "
                + System.getProperty("user.name")
                + ", then log in again.");
  }

  private static String openAt(String host) {
    ExecutionConfig config =
        new ExecutionConfig(
            "n", Optional.of(host), "runc", Optional.empty(), Duration.ofMinutes(1));
    return catchThrowableOfType(
            EngineUnavailableException.class, () -> DockerExecutor.open(config).close())
        .getMessage();
  }
}
