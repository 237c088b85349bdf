package io.lumaris.cli;

import java.io.IOException;
import java.util.List;

/** What LUMARIS is compared with: the docker command line with the limits of the brief. */
final class DockerRun {
  private DockerRun() {}

  /**
   * Runs a shell command in a fresh container and returns when docker does.
   *
   * @throws CommandFailure when docker cannot be run or the program failed
   */
  static void once(String image, String command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      "docker",
                      "run",
                      "--rm",
                      "--network=none",
                      "--memory=512m",
                      "--cpus=1",
                      "--entrypoint=/bin/sh",
                      image,
                      "-c",
                      command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.PIPE)
              .start();
      String said =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new CommandFailure("docker run failed: " + said.strip());
      }
    } catch (IOException e) {
      throw new CommandFailure("docker cannot be run: " + e.getMessage() + ". See: lumaris doctor");
    }
  }
}
