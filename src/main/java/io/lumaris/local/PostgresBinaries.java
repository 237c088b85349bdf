package io.lumaris.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's own programs ({@code postgres, initdb, pg_ctl}), unpacked from the archive in which
 * they come as a library. Unpacked once per folder; several processes may ask at the same time.
 */
final class PostgresBinaries {
  /** What is packed. */
  static final String VERSION = "18.6";

  /** The major version: a data folder belongs to one. */
  static final String MAJOR = "18";

  /** One of them is in the jar: that of the machine it was built for. */
  private static final List<String> ARCHIVES =
      List.of("/postgres-linux-x86_64.txz", "/postgres-linux-arm_64.txz");

  private static final String MARKER = "unpacked";
  private static final int ANY_EXECUTE = 0111;

  private final Path home;
  private final List<String> asUser;

  private PostgresBinaries(Path home, List<String> asUser) {
    this.home = home;
    this.asUser = asUser;
  }

  /**
   * Unpacks them if they are not there yet.
   *
   * @param home the folder to hold {@code bin, lib, share}
   * @throws LocalException on another processor than x86-64, a full disk, or a machine where root
   *     may not make a user namespace
   */
  static PostgresBinaries in(Path home) {
    try {
      Files.createDirectories(home);
      try (RandomAccessFile lock = new RandomAccessFile(home + ".lock", "rw");
          FileLock held = lock.getChannel().lock()) {
        if (held.isValid() && !Files.exists(home.resolve(MARKER))) {
          unpack(home);
          Files.createFile(home.resolve(MARKER));
        }
      }
    } catch (IOException e) {
      throw new LocalException(
          "Could not unpack PostgreSQL into " + home + ": " + Failures.reason(e), e);
    }
    return new PostgresBinaries(home, User.isRoot() ? unprivileged() : List.of());
  }

  private static void unpack(Path home) throws IOException {
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive())) {
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          unpack(e, tar, home);
        }
      }
    }
  }

  /**
   * Checks that they come with this build and may run here.
   *
   * @throws LocalException when not, with the way out
   */
  static void requireRunnable() {
    archive();
    if (User.isRoot()) {
      unprivileged();
    }
  }

  private static String archive() {
    String arch = System.getProperty("os.arch");
    String wanted = ARCHIVES.get(arch.equals("aarch64") ? 1 : 0);
    if (PostgresBinaries.class.getResource(wanted) == null) {
      throw new LocalException(
          "PostgreSQL for this machine ("
              + arch
              + ") does not come with LUMARIS: install it and name a database with --database.");
    }
    return wanted;
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path home)
      throws IOException {
    Path target = entry.resolveIn(home);
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (entry.isSymbolicLink()) {
      Files.createDirectories(target.getParent());
      Files.deleteIfExists(target);
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.createDirectories(target.getParent());
      Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
      if ((entry.getMode() & ANY_EXECUTE) != 0) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own, root is nobody to it. */
  private static List<String> unprivileged() {
    Command.Result tried = Command.run(Duration.ofSeconds(5), "unshare", "-U", "true");
    if (tried.exit() != 0) {
      throw new LocalException(
          "PostgreSQL does not run as root, and this machine allows no user namespaces"
              + " (unshare -U): start LUMARIS as another user, or name a database with --database.");
    }
    return List.of("unshare", "-U");
  }

  /** The command line for one of the programs, to be completed with its arguments. */
  List<String> command(String program, String... arguments) {
    List<String> line = new ArrayList<>(asUser);
    line.add(home.resolve("bin").resolve(program).toString());
    line.addAll(List.of(arguments));
    return line;
  }
}
