package io.lumaris.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The images to try LUMARIS with where no registry can be reached: {@code lumaris/busybox} and
 * {@code lumaris/python}, built from the distribution's packages by {@code docker/images}.
 */
final class SampleImages {
  /** What README's example runs where a registry can be reached. */
  static final String FROM_REGISTRY = "python:3.10";

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final List<String> FILES =
      List.of(
          "build.sh",
          "rootfs.sh",
          "busybox/rootfs.sh",
          "busybox/Dockerfile",
          "python/rootfs.sh",
          "python/Dockerfile");

  private final Docker docker;
  private final Apt apt;

  SampleImages(Docker docker, Apt apt) {
    this.docker = docker;
    this.apt = apt;
  }

  /**
   * Makes sure that there is an image to try with.
   *
   * @return the Python image to name in an example, or empty when there is none: then the step has
   *     been told why
   */
  Optional<String> ensure(Progress.Step step) {
    Optional<String> built = built();
    if (built.isPresent()) {
      step.done(built.get() + " is here");
      return built;
    }
    if (docker.reachesRegistry()) {
      step.done("a registry answers, use any image, " + FROM_REGISTRY + " say");
      return Optional.of(FROM_REGISTRY);
    }
    return buildOrSay(step);
  }

  /** The Python image when both are here. */
  Optional<String> built() {
    return python().filter(image -> docker.hasImage("lumaris/busybox:latest"));
  }

  private Optional<String> buildOrSay(Progress.Step step) {
    if (!Apt.isHere()) {
      step.failed(
          "No image registry can be reached, and the sample images are built from Debian's or"
              + " Ubuntu's packages: load an image with `docker load` before you run a job.");
      return Optional.empty();
    }
    step.say("No image registry can be reached: building the sample images.");
    try {
      String image = build();
      step.done("built; use " + image + " or lumaris/busybox");
      return Optional.of(image);
    } catch (LocalException e) {
      step.failed(e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Builds both.
   *
   * @return the name of the Python image with its version
   * @throws LocalException with the last words of what failed
   */
  String build() {
    Path folder = unpack();
    try {
      Command.Result made = run(folder);
      if (!made.ok() && User.isRoot()) {
        apt.update(); // the lists were missing, or older than the packages that they name
        made = run(folder);
      }
      if (!made.ok()) {
        throw new LocalException(
            "The sample images could not be built; load an image with `docker load` before you run"
                + " a job. The build says:"
                + Failures.quote(made.lastLines(3)));
      }
      return python().orElseThrow(() -> new LocalException("The build left no lumaris/python."));
    } finally {
      delete(folder);
    }
  }

  private static Command.Result run(Path folder) {
    return Command.of("sh", folder.resolve("build.sh").toString()).in(folder).run(LIMIT);
  }

  /** The newest {@code lumaris/python} with a version in its tag. */
  private static Optional<String> python() {
    return Command.run(
            LIMIT,
            "docker",
            "images",
            "--filter",
            "reference=lumaris/python:*.*",
            "--format",
            "{{.Repository}}:{{.Tag}}")
        .output()
        .lines()
        .filter(line -> line.startsWith("lumaris/python:"))
        .findFirst();
  }

  private static Path unpack() {
    try {
      Path folder = Files.createTempDirectory("lumaris-images");
      for (String name : FILES) {
        Path target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream in = SampleImages.class.getResourceAsStream("/docker/images/" + name)) {
          Files.copy(in, target);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new LocalException("Could not unpack the sample images: " + Failures.reason(e), e);
    }
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException left) {
      // A few kilobytes in the folder for temporary files.
    }
  }
}
