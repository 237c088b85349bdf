package io.lumaris.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The Docker Engine of this machine, as its own command line sees it. */
final class Docker {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(3);
  private static final String PROBE_IMAGE = "busybox:latest";

  private final SearchPath path;

  Docker(SearchPath path) {
    this.path = path;
  }

  /** What stands between us and a container. */
  enum State {
    /** It answers. */
    RUNNING,
    /** Its socket is there and is not for this user. */
    NO_PERMISSION,
    /** It is installed and does not answer. */
    STOPPED,
    /** It is not installed. */
    MISSING
  }

  /**
   * How it is.
   *
   * @param state the state
   * @param detail its version when it runs, else what its command line said
   */
  record Status(State state, String detail) {
    boolean isRunning() {
      return state == State.RUNNING;
    }
  }

  Status status() {
    Command.Result said =
        Command.run(ANSWER_LIMIT, "docker", "version", "--format", "{{.Server.Version}}");
    if (said.ok()) {
      return new Status(State.RUNNING, said.output().trim());
    }
    String words = String.join(" ", said.lastLines(1));
    if (words.contains("permission denied")) {
      return new Status(State.NO_PERMISSION, words);
    }
    boolean installed = said.exit() != Command.NOT_FOUND && (isRemote() || daemon().isPresent());
    return new Status(installed ? State.STOPPED : State.MISSING, words);
  }

  /** True when DOCKER_HOST names another engine than the machine's own. */
  static boolean isRemote() {
    return !System.getenv().getOrDefault("DOCKER_HOST", "").isEmpty();
  }

  /** The engine's program, when it is installed here. */
  Optional<Path> daemon() {
    return path.find("dockerd")
        .or(() -> new SearchPath(java.util.List.of(Path.of("/usr/sbin"))).find("dockerd"));
  }

  /** Where the engine listens, when that is another place than every client looks at first. */
  Optional<String> host() {
    Command.Result said =
        Command.run(
            ANSWER_LIMIT, "docker", "context", "inspect", "--format", "{{.Endpoints.docker.Host}}");
    return said.ok() ? Optional.of(said.output().trim()) : Optional.empty();
  }

  boolean hasImage(String name) {
    return Command.run(ANSWER_LIMIT, "docker", "image", "inspect", "--format", "ok", name).ok();
  }

  /** Asks, for at most three seconds, whether the registry that images come from answers here. */
  boolean reachesRegistry() {
    return Command.run(PROBE_LIMIT, "docker", "manifest", "inspect", PROBE_IMAGE).ok();
  }
}
