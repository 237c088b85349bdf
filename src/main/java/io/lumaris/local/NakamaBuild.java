package io.lumaris.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds Nakama from its Go module at exactly the version and the sums in {@code docker/nakama}:
 * nothing that is downloaded can differ from what was tested.
 */
final class NakamaBuild implements NakamaBinary.Source {
  /** Nakama's own minimum. */
  static final GoRelease NEEDED = new GoRelease(1, 26, 5);

  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final String MODULE = "github.com/heroiclabs/nakama/v3";

  private final SearchPath path;

  NakamaBuild(SearchPath path) {
    this.path = path;
  }

  @Override
  public Optional<String> provide(Path target, Progress.Step step) {
    Optional<Path> go = path.find("go");
    if (go.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path module = Files.createTempDirectory("lumaris-nakama");
      try {
        copy("go.mod", module);
        copy("go.sum", module);
        return buildIn(module, go.get(), target, step);
      } finally {
        Folders.delete(module);
      }
    } catch (IOException e) {
      throw new LocalException("Could not build Nakama: " + Failures.reason(e), e);
    }
  }

  private static Optional<String> buildIn(Path module, Path go, Path target, Progress.Step step) {
    // Asked in the module's folder: a Go that may fetch the version named in go.mod does so here.
    Command.Result version =
        Command.of(go.toString(), "version").in(module).run(Duration.ofMinutes(3));
    if (GoRelease.parse(version.output()).filter(it -> it.compareTo(NEEDED) >= 0).isEmpty()) {
      return Optional.empty();
    }
    step.say("Building Nakama " + NakamaRelease.WANTED + " from its source, about a minute.");
    build(go, module, target);
    return Optional.of("built from its Go module");
  }

  private static void copy(String name, Path folder) throws IOException {
    try (InputStream in = NakamaBuild.class.getResourceAsStream("/docker/nakama/" + name)) {
      Files.copy(in, folder.resolve(name));
    }
  }

  private static void build(Path go, Path module, Path target) {
    Command.Result built =
        Command.of(
                List.of(
                    go.toString(),
                    "build",
                    "-mod=readonly",
                    "-trimpath",
                    "-ldflags",
                    "-s -w -X main.version=" + NakamaRelease.WANTED,
                    "-o",
                    target.toString(),
                    MODULE))
            .in(module)
            .with(Map.of("GOFLAGS", "", "CGO_ENABLED", "0", "GOWORK", "off"))
            .run(LIMIT);
    if (!built.ok()) {
      throw new LocalException(
          Failures.diskFull(built.lastLines(20))
              ? "Could not build Nakama, the disk is full. Make room, then start again."
              : "Could not build Nakama with Go; it says:" + Failures.quote(built.lastLines(4)));
    }
  }
}
