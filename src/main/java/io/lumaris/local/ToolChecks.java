package io.lumaris.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What {@code doctor} asks of the programs: Docker, a registry, Nakama or Go, PostgreSQL. */
final class ToolChecks {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final SearchPath path;
  private final Docker docker;

  ToolChecks(SearchPath path) {
    this.path = path;
    this.docker = new Docker(path);
  }

  Finding docker() {
    Docker.Status status = docker.status();
    return switch (status.state()) {
      case RUNNING -> Finding.ok("docker", "Engine " + status.detail() + " answers");
      case NO_PERMISSION -> Finding.problem("docker", DockerSetup.noPermission());
      case STOPPED ->
          User.isRoot() && !Docker.isRemote()
              ? Finding.ok("docker", "Engine is installed; `lumaris up` starts it")
              : Finding.problem("docker", DockerSetup.stopped());
      case MISSING ->
          Apt.mayInstall()
              ? Finding.ok("docker", "Engine is not installed; `lumaris up` installs docker.io")
              : Finding.problem("docker", DockerSetup.notInstalled());
    };
  }

  Finding registry() {
    if (!docker.status().isRunning()) {
      return Finding.warning("images", "Unknown while Docker does not run.");
    }
    if (docker.reachesRegistry()) {
      return Finding.ok("images", "A registry answers: any public image can be used");
    }
    return docker.hasImage("lumaris/python:latest")
        ? Finding.ok("images", "No registry answers; the sample image lumaris/python is here")
        : Finding.warning(
            "images",
            Apt.isHere()
                ? "No image registry answers; `lumaris up` builds lumaris/busybox and"
                    + " lumaris/python from the distribution's packages."
                : "No image registry answers: load an image with `docker load`.");
  }

  Finding nakama(DataFolder data) {
    Path kept = NakamaBinary.keptIn(data.programs());
    Optional<Path> found =
        path.find("nakama")
            .or(() -> Files.isExecutable(kept) ? Optional.of(kept) : Optional.empty());
    if (found.isPresent()) {
      Optional<NakamaRelease> release = NakamaRelease.of(found.get());
      if (release.filter(NakamaRelease::fits).isPresent()) {
        return Finding.ok("nakama", release.get() + ", " + found.get());
      }
    }
    Optional<GoRelease> go =
        path.find("go")
            .flatMap(it -> GoRelease.parse(Command.run(LIMIT, it.toString(), "version").output()));
    if (go.isPresent() && go.get().compareTo(NakamaBuild.NEEDED) >= 0) {
      return Finding.ok(
          "nakama", "Go " + go.get() + " is here; `lumaris up` builds Nakama with it");
    }
    return docker.status().isRunning() && docker.hasImage(NakamaBinary.IMAGE)
        ? Finding.ok("nakama", "the image " + NakamaBinary.IMAGE + " is here")
        : Finding.warning(
            "nakama",
            "Not here yet: `lumaris up` pulls "
                + NakamaBinary.IMAGE
                + " where a registry answers; else install Go "
                + NakamaBuild.NEEDED
                + " or newer.");
  }

  Finding postgres() {
    try {
      PostgresBinaries.requireRunnable();
      return Finding.ok("postgresql", PostgresBinaries.VERSION + " comes with LUMARIS");
    } catch (LocalException e) {
      return Finding.problem("postgresql", e.getMessage());
    }
  }
}
