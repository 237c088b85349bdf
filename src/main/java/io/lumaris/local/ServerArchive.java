package io.lumaris.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the archive from which the next start of a server is faster, while nobody waits for it: in
 * the background, at the lowest priority, and only where none fits. Whatever goes wrong is a line
 * in its log and no error. {@link #close} ends it at once; half an archive is never left behind.
 */
final class ServerArchive implements AutoCloseable {
  /** Payara and its classes, twice for a moment. */
  private static final long NEEDED_BYTES = 500L * 1024 * 1024;

  /** Half a minute where nothing else goes on; where everything is busy it hardly gets a turn. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final ServerProgram program;
  private final Path log;
  private final Thread thread = new Thread(this::run, "server-archive");
  private ChildProcess trainee;
  private boolean over;

  private ServerArchive(ServerProgram program, Path log) {
    this.program = program;
    this.log = log;
  }

  /** Begins, and returns at once. */
  static ServerArchive make(ServerProgram program, Path log) {
    ServerArchive archive = new ServerArchive(program, log);
    archive.thread.setDaemon(true);
    archive.thread.start();
    return archive;
  }

  /** Waits until it is made, or is not. */
  void await() {
    Uninterrupted.run(
        () -> {
          try {
            thread.join();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Ends it when it is being made; returns when nothing of it is left. */
  @Override
  public void close() {
    synchronized (this) {
      over = true;
      if (trainee != null) {
        trainee.kill();
      }
    }
    thread.interrupt();
    await();
  }

  private void run() {
    if (program.hasArchive()) {
      return;
    }
    Path programs = program.folder().getParent();
    try {
      Files.createDirectories(programs);
      ExclusiveLock.runIfFree(programs.resolve("payara.lock"), this::makeAlone);
    } catch (IOException | LocalException e) {
      note("not made: " + e.getMessage());
    }
  }

  private void makeAlone() throws IOException {
    if (program.hasArchive() || !hasRoom()) {
      return;
    }
    try {
      ServerFolder.make(program);
      train();
      deleteOthers();
    } finally {
      if (!program.hasArchive()) {
        Folders.delete(program.folder());
      }
    }
  }

  private boolean hasRoom() throws IOException {
    boolean room =
        Files.getFileStore(program.folder().getParent()).getUsableSpace() >= NEEDED_BYTES;
    if (!room) {
      note("not made: the disk has less than " + NEEDED_BYTES / 1_000_000 + " MB left.");
    }
    return room;
  }

  private void train() throws IOException {
    Path target = program.folder().resolve("classes.new");
    Path temporary = Files.createDirectory(program.folder().resolve("tmp"));
    ChildProcess process = start(target, temporary);
    process.awaitExit(LIMIT);
    process.kill();
    if (!process.succeeded() || !Files.exists(target) || !program.isCurrent()) {
      throw new IOException("it failed, was ended, or the jar has changed.");
    }
    Folders.delete(temporary);
    program.keepArchive(target);
    note("made.");
  }

  /** The market it is told of is itself, and it is no seller: it speaks to nobody. */
  private synchronized ChildProcess start(Path target, Path temporary) throws IOException {
    if (over) {
      throw new IOException("it was ended.");
    }
    String port = String.valueOf(Ports.free());
    List<String> line = new ArrayList<>();
    SearchPath.ofEnvironment()
        .find("nice")
        .ifPresent(nice -> line.addAll(List.of(nice.toString(), "-n", "19")));
    line.addAll(program.train(target, temporary, List.of("--port", port)));
    trainee =
        ChildProcess.startWatching(
            "server archive",
            line,
            Map.of("LUMARIS_ROLES", "web", "LUMARIS_NAKAMA_URL", "http://127.0.0.1:" + port),
            log);
    yieldSession(trainee.identity().pid());
    return trainee;
  }

  /**
   * Where the kernel shares time out by sessions first, a nice value counts only within its own.
   */
  private static void yieldSession(long pid) {
    try {
      Files.writeString(Path.of("/proc/" + pid + "/autogroup"), "19");
    } catch (IOException noSuchThing) {
      // Then the nice value counts for everybody.
    }
  }

  /** Those of other jars and other Javas, unless a server runs from them. */
  private void deleteOthers() throws IOException {
    List<Path> others;
    try (Stream<Path> all = Files.list(program.folder().getParent())) {
      others =
          all.filter(path -> path.getFileName().toString().startsWith(ServerProgram.PREFIX))
              .filter(path -> Files.isDirectory(path) && !path.equals(program.folder()))
              .toList();
    }
    for (Path other : others) {
      ExclusiveLock.runIfFree(other.resolve("in-use"), () -> Folders.delete(other));
    }
  }

  private void note(String what) {
    try {
      Files.writeString(
          log,
          Instant.now() + " Server archive " + program.folder() + " " + what + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      // Nobody waits for it.
    }
  }
}
