package io.lumaris.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes the server program out of its official image: it then runs as a process like one that was
 * built, with no container around it to be managed in another way.
 */
final class NakamaImage implements NakamaBinary.Source {
  private static final String PROGRAM = "/nakama/nakama";
  private static final Duration PULL_LIMIT = Duration.ofMinutes(3);
  private static final Duration COPY_LIMIT = Duration.ofMinutes(1);

  private final Docker docker;

  NakamaImage(Docker docker) {
    this.docker = docker;
  }

  @Override
  public Optional<String> provide(Path target, Progress.Step step) {
    if (!docker.status().isRunning() || !(docker.hasImage(NakamaBinary.IMAGE) || pull(step))) {
      return Optional.empty();
    }
    Command.Result created = Command.run(COPY_LIMIT, "docker", "create", NakamaBinary.IMAGE);
    if (!created.ok()) {
      return Optional.empty();
    }
    String container = created.lastLines(1).get(0).trim();
    try {
      Command.Result copied =
          Command.run(COPY_LIMIT, "docker", "cp", container + ":" + PROGRAM, target.toString());
      return copied.ok() ? Optional.of("from the image " + NakamaBinary.IMAGE) : Optional.empty();
    } finally {
      Command.run(COPY_LIMIT, "docker", "rm", "--force", container);
    }
  }

  /** Where no registry answers, this takes a moment and not a timeout. */
  private boolean pull(Progress.Step step) {
    if (!docker.reachesRegistry()) {
      return false;
    }
    step.say("Pulling " + NakamaBinary.IMAGE + ".");
    return Command.run(PULL_LIMIT, "docker", "pull", "--quiet", NakamaBinary.IMAGE).ok();
  }
}
