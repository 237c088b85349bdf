package io.lumaris.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that Docker Engine runs: installs it from the distribution and starts it where that is
 * allowed, and says what to type where it is not.
 */
final class DockerSetup {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Path SYSTEMD = Path.of("/run/systemd/system");
  private static final String OR_WITHOUT = " Or start without a seller: --no-seller.";

  private final Docker docker;
  private final Apt apt;
  private final boolean mayInstall;
  private final Path log;

  /**
   * @param mayInstall false for {@code --no-install}
   * @param log where the output of an engine that we start goes
   */
  DockerSetup(Docker docker, Apt apt, boolean mayInstall, Path log) {
    this.docker = docker;
    this.apt = apt;
    this.mayInstall = mayInstall;
    this.log = log;
  }

  /**
   * Returns when the engine answers.
   *
   * @return the engine's process when it was started by us and by no service manager: whoever
   *     starts it that way also ends it
   * @throws LocalException with what to type when it cannot be had
   */
  Optional<ProcessIdentity> ensure(Progress.Step step) {
    Docker.Status status = docker.status();
    if (status.state() == Docker.State.MISSING) {
      install(step);
      status = docker.status();
    }
    Optional<ProcessIdentity> started = Optional.empty();
    if (status.state() == Docker.State.STOPPED) {
      started = start(step);
      status = docker.status();
    }
    switch (status.state()) {
      case RUNNING -> step.done("Engine " + status.detail());
      case NO_PERMISSION -> throw new LocalException(noPermission());
      case STOPPED, MISSING ->
          throw new LocalException("Docker does not answer: " + status.detail() + OR_WITHOUT);
    }
    return started;
  }

  static String noPermission() {
    return "Docker runs, but user "
        + System.getProperty("user.name")
        + " may not use it: run `sudo usermod -aG docker "
        + System.getProperty("user.name")
        + "`, log in again, and start again."
        + OR_WITHOUT;
  }

  static String notInstalled() {
    return "Docker Engine is not installed: "
        + (Apt.isHere()
            ? "run `sudo apt-get install docker.io`"
            : "install it (docs.docker.com/engine/install)")
        + ", and start again."
        + OR_WITHOUT;
  }

  static String stopped() {
    if (Docker.isRemote()) {
      return "Docker at %s does not answer: start it, or unset DOCKER_HOST."
          .formatted(System.getenv("DOCKER_HOST"));
    }
    return "Docker Engine is installed but does not run: "
        + (Files.exists(SYSTEMD) ? "run `sudo systemctl start docker`" : "run `sudo dockerd &`")
        + ", and start again."
        + OR_WITHOUT;
  }

  private void install(Progress.Step step) {
    if (!mayInstall || !Apt.mayInstall()) {
      throw new LocalException(notInstalled());
    }
    step.say("Docker Engine is missing: installing it from the distribution (docker.io).");
    apt.update();
    List<String> packages = new ArrayList<>(List.of("docker.io", "iptables"));
    if (apt.knows("docker-cli")) {
      packages.add("docker-cli"); // a package of its own from Debian 13 on
    }
    apt.install(packages);
  }

  private Optional<ProcessIdentity> start(Progress.Step step) {
    if (!User.isRoot() || Docker.isRemote()) {
      throw new LocalException(stopped());
    }
    step.say("Starting Docker Engine.");
    Optional<ProcessIdentity> daemon = Optional.empty();
    if (Files.exists(SYSTEMD)) {
      Command.run(START_LIMIT, "systemctl", "start", "docker");
    } else {
      daemon = Optional.of(startDaemon());
    }
    awaitAnswer(daemon);
    return daemon;
  }

  /** In a session of its own, and writing its log itself: it may well run on without us. */
  private ProcessIdentity startDaemon() {
    Path program = docker.daemon().orElseThrow(() -> new LocalException(notInstalled()));
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Process process =
          new ProcessBuilder("/usr/bin/setsid", program.toString())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return ProcessIdentity.of(process.pid())
          .orElseThrow(() -> new LocalException("Docker Engine ended at once; see " + log + "."));
    } catch (IOException e) {
      throw new LocalException("Could not start Docker Engine: " + Failures.reason(e), e);
    }
  }

  private void awaitAnswer(Optional<ProcessIdentity> daemon) {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (docker.status().state() == Docker.State.STOPPED) {
      boolean ended = daemon.isPresent() && !daemon.get().isAlive();
      if (ended || System.nanoTime() > end) {
        throw new LocalException(
            "Docker Engine was started and does not answer; its log "
                + log
                + " ends with:"
                + Failures.quote(new RollingLog(log).tail(3))
                + "\n "
                + OR_WITHOUT);
      }
      Pause.of(Duration.ofMillis(100), "Docker Engine");
    }
  }
}
