package io.lumaris.cli;

import io.lumaris.local.Database;
import io.lumaris.local.Detached;
import io.lumaris.local.LocalException;
import io.lumaris.local.Up;
import io.lumaris.local.UpSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything on this machine. */
@Command(
    name = "up",
    description =
        "Starts everything on this machine: PostgreSQL, Nakama, the portal with its page, a seller.",
    sortOptions = false,
    footer = {
      "",
      "What is missing is got: Docker Engine from the distribution (as root), the Nakama server as",
      "the program `nakama` on the PATH, from its image, or built with Go. Ctrl-C ends everything.",
      "",
      "Examples:",
      "  lumaris up",
      "  lumaris up --detach && lumaris status",
      "  lumaris up --port 8090 --nakama-port 7450 --data ~/lumaris-two",
      "  LUMARIS_DATABASE_PASSWORD=… lumaris up --database postgresql://nakama@db:5432/nakama"
    })
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOption data;
  @Mixin private PortOptions ports;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "${env:LUMARIS_KEY:-defaultkey}",
      description = "The key clients name to sign in. Default: LUMARIS_KEY, else defaultkey")
  private String key;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "Use this running Nakama with the LUMARIS module instead of starting one")
  private String server;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "Use this PostgreSQL instead of the embedded one; its password is read from"
              + " LUMARIS_DATABASE_PASSWORD or PGPASSWORD")
  private String database;

  @Option(names = "--no-seller", description = "Run no jobs on this machine; needs no Docker")
  private boolean noSeller;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "How many jobs at once. Default: as many as cores")
  private Integer slots;

  @Option(names = "--no-install", description = "Never install Docker Engine")
  private boolean noInstall;

  @Option(names = "--detach", description = "Go on in the background once all is healthy")
  private boolean detach;

  /** How the process that {@code --detach} starts is told what it is. */
  @Option(names = "--detached", hidden = true)
  private boolean detached;

  @Override
  public Integer call() {
    UpSettings settings = settings();
    PrintWriter out = spec.commandLine().getOut();
    return detach ? inBackground(settings, out) : here(settings, out);
  }

  private UpSettings settings() {
    return new UpSettings(
        data.folder(),
        ports.page(),
        ports.nakama(),
        key,
        Optional.ofNullable(server),
        Optional.ofNullable(database).map(url -> Database.parse(url, System.getenv())),
        !noSeller,
        slots == null ? OptionalInt.empty() : OptionalInt.of(slots),
        !noInstall);
  }

  private int here(UpSettings settings, PrintWriter out) {
    long began = System.nanoTime();
    Up up = new Up(settings, new UpProgress(out));
    Runtime.getRuntime().addShutdownHook(new Thread(up::close, "up-end"));
    try {
      up.start();
      welcome(up, settings, UpProgress.seconds(began), out);
      up.prepareNextStart();
      up.await();
      return ExitCodes.DONE;
    } catch (LocalException e) {
      up.close();
      throw e;
    }
  }

  private void welcome(Up up, UpSettings settings, String time, PrintWriter out) {
    out.println();
    out.println("LUMARIS is ready after " + time + ". The page: " + up.page());
    up.sampleImage()
        .ifPresent(
            image -> {
              out.println("A job from another terminal:");
              out.println(
                  "  ./lumaris run --server %s --key %s --image %s --command %s"
                      .formatted(
                          up.server(),
                          settings.key(),
                          image,
                          "\"python -c 'print(\\\"Hello world!\\\")'\""));
            });
    out.println(detached ? "It runs on; `lumaris down` ends it." : "Ctrl-C ends it.");
    out.flush();
  }

  private int inBackground(UpSettings settings, PrintWriter out) {
    // The same command line, from the word `up` on.
    List<String> line = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
    line.removeIf(argument -> argument.equals("--detach"));
    line.add("--detached");
    return Detached.start(
            settings.data(),
            line,
            text -> {
              out.println(text);
              out.flush();
            })
        .orElse(ExitCodes.DONE);
  }
}
