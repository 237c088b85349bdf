package io.lumaris.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that only their owner may read (modes 0600 and 0700). */
final class PrivateFile {
  private PrivateFile() {}

  /** Makes an empty file with mode 0600, before anything is written to it. */
  static void create(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Makes a folder with mode 0700, with its parents. */
  static void createFolder(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Writes a file as a whole: a reader sees the old text or the new one. */
  static void write(Path file, String text) throws IOException {
    Path unfinished = Path.of(file + ".new");
    Files.deleteIfExists(unfinished);
    create(unfinished);
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
