package io.lumaris.execution;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DockerClientConfig;
import io.lumaris.job.AppliedProfile;
import io.lumaris.job.JobSpec;
import io.lumaris.job.LogStream;
import io.lumaris.job.PullProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * Goes once through all that a job needs of this JVM, without running anything: each request names
 * an image or a container that cannot exist. Otherwise the first job pays for the loading of some
 * thousand classes.
 */
final class WarmUp {
  private static final String NOWHERE = "0".repeat(64);
  private static final JobSpec SPEC =
      JobSpec.image("nothing").command("true").cpus(1.0).memoryMb(16).timeoutS(1).build();

  private WarmUp() {}

  static void of(DockerClient client, SandboxProfile profile) {
    LocalImage image = new LocalImage("sha256:" + NOWHERE, "sha256:" + NOWHERE, List.of());
    CreateContainerCmd create = client.createContainerCmd(image.id());
    Program.applyTo(create, SPEC);
    profile.applyTo(create, SPEC, image, true);
    refused(() -> client.inspectImageCmd(image.id()).exec());
    refused(create::exec);
    refused(() -> client.startContainerCmd(NOWHERE).exec());
    refused(() -> client.inspectContainerCmd(NOWHERE).exec());
    refused(() -> client.removeContainerCmd(NOWHERE).exec());
    ProgramOutput output = new ProgramOutput(new Nobody(), () -> {});
    client.attachContainerCmd(NOWHERE).withStdOut(true).withFollowStream(true).exec(output);
    output.over().exceptionally(refusal -> null).join();
    readAnInspect();
  }

  private static void readAnInspect() {
    try {
      DockerClientConfig.getDefaultObjectMapper()
          .readValue(
              "{\"Config\": {}, \"HostConfig\": {\"CapDrop\": [\"ALL\"], \"Ulimits\": [{\"Name\":"
                  + " \"core\"}], \"RestartPolicy\": {}}, \"State\": {}, \"Mounts\": []}",
              InspectContainerResponse.class);
    } catch (IOException e) {
      throw new UncheckedIOException("The warm-up reads what it wrote itself", e);
    }
  }

  private static void refused(Runnable request) {
    try {
      request.run();
    } catch (DockerException e) {
      // As meant: there is no such thing.
    }
  }

  private record Nobody() implements ExecutionListener {
    @Override
    public void pulling(PullProgress progress) {}

    @Override
    public void starting() {}

    @Override
    public void started(Instant at, String imageDigest, AppliedProfile profile) {}

    @Override
    public void output(LogStream stream, byte[] bytes) {}
  }
}
