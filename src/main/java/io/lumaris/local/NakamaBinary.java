package io.lumaris.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Finds a Nakama server program of the version we are built for: on the PATH, in the data folder,
 * in an image that Docker has or can pull, or built from the pinned Go module. What was not on the
 * PATH is kept in the folder, so that the next start finds it at once.
 */
public final class NakamaBinary {
  /** The image the program is taken from. */
  static final String IMAGE = "heroiclabs/nakama:" + NakamaRelease.WANTED;

  private final Path folder;
  private final SearchPath path;
  private final List<Source> sources;

  /** One way to get the program. */
  interface Source {
    /**
     * Makes the program.
     *
     * @param target where to put it
     * @param step told what is going on
     * @return what came of it, or empty when this way is closed on this machine
     * @throws LocalException when the way is open and failed
     */
    Optional<String> provide(Path target, Progress.Step step);
  }

  NakamaBinary(Path folder, SearchPath path, List<Source> sources) {
    this.folder = folder;
    this.path = path;
    this.sources = List.copyOf(sources);
  }

  /**
   * The order of {@code lumaris up}.
   *
   * @param folder where to keep what is not on the PATH
   */
  public static NakamaBinary in(Path folder) {
    SearchPath path = SearchPath.ofEnvironment();
    return new NakamaBinary(
        folder, path, List.of(new NakamaImage(new Docker(path)), new NakamaBuild(path)));
  }

  /**
   * Finds it or makes it.
   *
   * @return the program, checked to be of a version that fits
   * @throws LocalException with the choices when there is no way
   */
  public Path find(Progress.Step step) {
    Optional<Path> onPath = path.find("nakama").filter(NakamaBinary::fits);
    if (onPath.isPresent()) {
      step.done(NakamaRelease.WANTED + ", " + onPath.get());
      return onPath.get();
    }
    Path kept = keptIn(folder);
    if (Files.isExecutable(kept) && fits(kept)) {
      step.done(NakamaRelease.WANTED + ", " + kept);
      return kept;
    }
    return make(kept, step);
  }

  /** Where a program that was made stays. */
  static Path keptIn(Path folder) {
    return folder.resolve("nakama-" + NakamaRelease.WANTED);
  }

  private Path make(Path kept, Progress.Step step) {
    Path unfinished = Path.of(kept + ".new");
    try {
      Files.createDirectories(folder);
      for (Source source : sources) {
        Files.deleteIfExists(unfinished);
        Optional<String> made = source.provide(unfinished, step);
        if (made.isPresent() && fits(unfinished)) {
          Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
          step.done(NakamaRelease.WANTED + ", " + made.get());
          return kept;
        }
      }
    } catch (IOException e) {
      throw new LocalException(
          "Could not put Nakama into " + folder + ": " + Failures.reason(e), e);
    }
    throw new LocalException(
        "There is no Nakama server of version %s here. Do one of these: install Go %s or newer from"
                .formatted(NakamaRelease.WANTED, NakamaBuild.NEEDED)
            + " go.dev/dl and start again, which builds it; let Docker pull the image "
            + IMAGE
            + "; put the program `nakama` on the PATH; or name a running server with --server"
            + " HOST:PORT.");
  }

  private static boolean fits(Path binary) {
    return NakamaRelease.of(binary).filter(NakamaRelease::fits).isPresent();
  }
}
