package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.core.DockerClientConfig;
import io.lumaris.job.AppliedProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an engine did not apply is reported as not applied. */
final class AppliedProfileReaderTest {
  private static final LocalImage IMAGE = new LocalImage("sha256:id", "sha256:repo", List.of());

  @Test
  void aContainerWithoutASandboxIsReportedAsOne() throws Exception {
    AppliedProfile profile =
        read(
            "\"Privileged\": true, \"NetworkMode\": \"bridge\", \"Memory\": 0, \"MemorySwap\": -1,"
                + " \"ReadonlyRootfs\": false, \"CapAdd\": [\"SYS_ADMIN\"], \"Runtime\": \"runc\","
                + " \"RestartPolicy\": {\"Name\": \"always\"}, \"Init\": false",
            "[{\"Type\": \"bind\", \"Source\": \"/\", \"Destination\": \"/host\", \"RW\": true}]");

    assertThat(profile.network()).isEqualTo("bridge");
    assertThat(profile.memoryBytes()).isZero();
    assertThat(profile.memorySwapBytes()).isEqualTo(-1);
    assertThat(profile.readOnlyRoot()).isFalse();
    assertThat(profile.capDrop()).isEmpty();
    assertThat(profile.capAdd()).containsExactly("SYS_ADMIN");
    assertThat(profile.noNewPrivileges()).isFalse();
    assertThat(profile.seccomp()).isEqualTo("unconfined");
    assertThat(profile.ulimits()).isEmpty();
    assertThat(profile.tmpfs()).isEmpty();
    assertThat(profile.init()).isFalse();
    assertThat(profile.restart()).isEqualTo("always");
    assertThat(profile.binds()).isEqualTo(1);
  }

  @Test
  void aSeccompProfileOtherThanTheEnginesIsNamed() throws Exception {
    assertThat(read("\"SecurityOpt\": [\"seccomp=unconfined\"]", "[]").seccomp())
        .isEqualTo("unconfined");
    assertThat(read("\"SecurityOpt\": [\"seccomp={}\"]", "[]").seccomp()).isEqualTo("custom");
    assertThat(read("\"SecurityOpt\": [\"no-new-privileges\"]", "[]").seccomp())
        .isEqualTo("of the engine");
  }

  @Test
  void noNewPrivilegesSwitchedOffIsNotTakenForOn() throws Exception {
    assertThat(read("\"SecurityOpt\": [\"no-new-privileges:false\"]", "[]").noNewPrivileges())
        .isFalse();
    assertThat(read("\"SecurityOpt\": [\"no-new-privileges:true\"]", "[]").noNewPrivileges())
        .isTrue();
  }

  @Test
  void theDigestIsReportedOnlyForTheImageThatRuns() throws Exception {
    InspectContainerResponse other = inspect("", "[]", "sha256:other");

    assertThat(read("", "[]").imageDigest()).isEqualTo("sha256:repo");
    assertThat(new AppliedProfileReader("default").read(other, IMAGE).imageDigest())
        .isEqualTo("sha256:other");
  }

  private static AppliedProfile read(String host, String mounts) throws JsonProcessingException {
    return new AppliedProfileReader("of the engine").read(inspect(host, mounts, IMAGE.id()), IMAGE);
  }

  private static InspectContainerResponse inspect(String host, String mounts, String image)
      throws JsonProcessingException {
    return DockerClientConfig.getDefaultObjectMapper()
        .readValue(
            "{\"Image\": \""
                + image
                + "\", \"Config\": {\"User\": \"\"}, \"HostConfig\": {"
                + host
                + "}, \"Mounts\": "
                + mounts
                + "}",
            InspectContainerResponse.class);
  }
}
