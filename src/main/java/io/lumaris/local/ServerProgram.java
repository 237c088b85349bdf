package io.lumaris.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs a portal or a seller: {@code lumaris.jar}, or, where there is one, a folder with the
 * same server unpacked and an archive of its classes, from which it starts in two thirds of the
 * time. The JVM checks by itself that the archive is whole and fits; one that does not costs time
 * only.
 *
 * @param jar {@code lumaris.jar}
 * @param folder where its archive is kept; its name says of which jar and for which Java
 */
record ServerProgram(Path jar, Path folder) {
  /** What the names of all such folders begin with. */
  static final String PREFIX = "payara-";

  /**
   * The heap is capped so that portal and seller together stay below 600 MB. The serial collector
   * and the first compiler alone: half the processor time of a start, for a server that waits for
   * containers and not for itself.
   */
  private static final List<String> JVM =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.awt.headless=true");

  /**
   * The server in that jar, as it is now.
   *
   * @param programs the folder of programs
   * @throws LocalException when the jar cannot be read
   */
  static ServerProgram of(Path jar, Path programs) {
    try {
      String name =
          PREFIX
              + Files.size(jar)
              + "-"
              + Files.getLastModifiedTime(jar).toMillis()
              + "-java-"
              + Runtime.version();
      return new ServerProgram(jar, programs.resolve(name.replaceAll("[^A-Za-z0-9.+-]", "_")));
    } catch (IOException e) {
      throw new LocalException("Cannot read " + jar + ": " + Failures.reason(e), e);
    }
  }

  /** True when the archive is there, whole: the JVM would crash on one that was cut off. */
  boolean hasArchive() {
    try {
      return Files.readString(sizeFile()).equals(String.valueOf(Files.size(archive())));
    } catch (IOException missing) {
      return false;
    }
  }

  /** Puts an archive in place; its size is the last that is written, so where it is, all is. */
  void keepArchive(Path written) throws IOException {
    try (FileChannel file = FileChannel.open(written, StandardOpenOption.READ)) {
      file.force(true); // a power cut must not leave a name without its bytes
    }
    Files.move(written, archive(), StandardCopyOption.ATOMIC_MOVE);
    PrivateFile.write(sizeFile(), String.valueOf(Files.size(archive())));
  }

  /** True while the jar is the one that the folder is named after. */
  boolean isCurrent() {
    return Files.exists(jar) && equals(of(jar, folder.getParent()));
  }

  Path archive() {
    return folder.resolve("classes.jsa");
  }

  private Path sizeFile() {
    return folder.resolve("classes.size");
  }

  Path unpackedJar() {
    return folder.resolve("server.jar");
  }

  /** The command line of a server. */
  List<String> serve(List<String> arguments) {
    if (!hasArchive()) {
      return line(List.of(), jar, "serve", arguments);
    }
    List<String> fromArchive =
        List.of("-XX:SharedArchiveFile=" + archive(), "-XX:+VerifySharedSpaces", "-Xshare:auto");
    return line(fromArchive, unpackedJar(), "serve", arguments);
  }

  /**
   * The command line that makes an archive.
   *
   * @param target the file to write
   * @param temporary what the server writes goes there
   */
  List<String> train(Path target, Path temporary, List<String> arguments) {
    List<String> toArchive =
        List.of(
            "-XX:ArchiveClassesAtExit=" + target,
            "-Xlog:cds=error", // it warns of every class that it leaves out
            "-Djava.io.tmpdir=" + temporary);
    return line(toArchive, unpackedJar(), "train", arguments);
  }

  private static List<String> line(
      List<String> more, Path jar, String command, List<String> arguments) {
    List<String> jvm = new ArrayList<>(JVM);
    jvm.addAll(more);
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(arguments);
    return JavaCommand.line(jvm, jar, all);
  }
}
