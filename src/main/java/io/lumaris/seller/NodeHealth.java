package io.lumaris.seller;

import io.lumaris.execution.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at what has to be well for jobs to come and be run; what is not says how to mend it. */
record NodeHealth(EngineAccess engine, MarketLink link, History history, Leases leases) {
  private static final long LEAST_FREE = 2L << 30;
  private static final double GB = 1 << 30;
  private static final Duration MOST_AHEAD = Duration.ofSeconds(5);
  private static final double MS = 1000;

  List<NodeStatus.Check> checks(NodeStatus.Link around) {
    return List.of(connection(around), container(), registry(), disk(), clock());
  }

  private NodeStatus.Check connection(NodeStatus.Link around) {
    String how = around.live() ? "work comes by push." : "without pushes, asked every 5 s.";
    return link.trouble()
        .map(trouble -> new NodeStatus.Check("connection", false, trouble))
        .orElseGet(
            () -> new NodeStatus.Check("connection", true, around.market() + " answers, " + how));
  }

  private NodeStatus.Check container() {
    return engine
        .trouble()
        .map(trouble -> new NodeStatus.Check("engine", false, trouble))
        .orElseGet(
            () -> new NodeStatus.Check("engine", true, engine.engine().map(this::said).get()));
  }

  private String said(Engine has) {
    return "Docker "
        + has.version()
        + " runs containers with "
        + String.join(" or ", has.runtimes())
        + ".";
  }

  private NodeStatus.Check registry() {
    Optional<NodeStatus.Result> failure = history.pullFailure();
    if (failure.isPresent()) {
      return new NodeStatus.Check(
          "registry",
          false,
          "%s could not be fetched: %s Try docker pull %s on this machine."
              .formatted(
                  failure.get().image(),
                  Optional.ofNullable(failure.get().detail()).orElse("nobody said why."),
                  failure.get().image()));
    }
    return history
        .fetchedImage()
        .map(image -> new NodeStatus.Check("registry", true, image + " was fetched."))
        .orElseGet(
            () ->
                new NodeStatus.Check(
                    "registry", null, "No job since the start needed an image from a registry."));
  }

  private NodeStatus.Check disk() {
    Optional<Path> folder = engine.engine().flatMap(Engine::folder).filter(Files::isDirectory);
    if (folder.isEmpty()) {
      return new NodeStatus.Check("disk", null, "The engine's disk cannot be seen from here.");
    }
    try {
      long free = Files.getFileStore(folder.get()).getUsableSpace();
      String how = String.format(Locale.ROOT, "%.1f GB free at %s", free / GB, folder.get());
      return free >= LEAST_FREE
          ? new NodeStatus.Check("disk", true, how + ".")
          : new NodeStatus.Check(
              "disk", false, how + ", too little for images: try docker image prune --all.");
    } catch (IOException e) {
      return new NodeStatus.Check("disk", null, folder.get() + " cannot be looked at from here.");
    }
  }

  private NodeStatus.Check clock() {
    Optional<Duration> ahead = leases.clockAhead();
    if (ahead.isEmpty()) {
      return new NodeStatus.Check("clock", null, "The market has not told its time yet.");
    }
    String how =
        String.format(
            Locale.ROOT,
            "%.1f s %s the market's",
            ahead.get().abs().toMillis() / MS,
            ahead.get().isNegative() ? "behind" : "ahead of");
    return ahead.get().abs().compareTo(MOST_AHEAD) <= 0
        ? new NodeStatus.Check("clock", true, how + ".")
        : new NodeStatus.Check(
            "clock",
            false,
            how + ": jobs' logs get wrong times. Set it by NTP: timedatectl set-ntp true.");
  }
}
