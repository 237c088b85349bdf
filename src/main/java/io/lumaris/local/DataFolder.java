package io.lumaris.local;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that {@code lumaris up} keeps: {@code --data}, by default {@code ~/.lumaris}. Only its
 * owner may look inside.
 *
 * @param root the folder
 */
public record DataFolder(Path root) {
  private static final long MEGABYTE = 1024L * 1024;

  /** PostgreSQL and Nakama unpacked, a young database, some logs. */
  private static final long NEEDED_AT_FIRST = 400 * MEGABYTE;

  /** Enough for a database to go on writing for a while. */
  private static final long NEEDED_LATER = 100 * MEGABYTE;

  /** Absolute, so that it means the same to every process. */
  public DataFolder {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Makes the folder where it is missing, and checks that it can be used.
   *
   * @throws LocalException when it cannot be written, or the disk has no room
   */
  void open() {
    try {
      PrivateFile.createFolder(root);
      Files.createDirectories(log(""));
      Path probe = root.resolve(".writable");
      Files.writeString(probe, "x");
      Files.delete(probe);
      requireRoom();
    } catch (IOException e) {
      throw new LocalException("Cannot use the data folder " + root + ": " + Failures.reason(e), e);
    }
  }

  private void requireRoom() throws IOException {
    Finding room = room(root);
    if (room.level() == Finding.Level.PROBLEM) {
      throw new LocalException(room.sentence());
    }
  }

  /** Whether the disk of that folder, which exists, has room for what is to be kept here. */
  Finding room(Path existing) throws IOException {
    long needed = EmbeddedPostgres.existsIn(postgres()) ? NEEDED_LATER : NEEDED_AT_FIRST;
    long free = Files.getFileStore(existing).getUsableSpace();
    return free >= needed
        ? Finding.ok("disk", free / MEGABYTE + " MB left for " + root)
        : Finding.problem(
            "disk",
            "The disk of %s has %d MB left, LUMARIS needs %d MB: make room there, or choose another folder with --data."
                .formatted(root, free / MEGABYTE, needed / MEGABYTE));
  }

  /**
   * Makes this process the only {@code up} of the folder, until the lock is closed or the process
   * ends in whatever way.
   *
   * @return the lock, or empty when another process has it
   */
  Optional<FileLock> lock() {
    Path file = root.resolve("up.lock");
    try {
      return ExclusiveLock.of(file);
    } catch (IOException e) {
      throw new LocalException("Cannot use " + file + ": " + Failures.reason(e), e);
    }
  }

  Path programs() {
    return root.resolve("bin");
  }

  /** The server, and where its archive is. */
  ServerProgram serverProgram() {
    return ServerProgram.of(JavaCommand.jar(), programs());
  }

  Path postgresPrograms() {
    return programs().resolve("postgresql-" + PostgresBinaries.VERSION);
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path nakama() {
    return root.resolve("nakama");
  }

  Path secrets() {
    return root.resolve("secrets.properties");
  }

  Path sellerIdentity() {
    return root.resolve("seller.id");
  }

  Path state() {
    return root.resolve("up.json");
  }

  /** A file among the logs: {@code log/NAME}. */
  Path log(String name) {
    return root.resolve("log").resolve(name);
  }
}
