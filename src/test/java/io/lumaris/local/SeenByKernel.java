package io.lumaris.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code /proc} says of a process that runs.
 *
 * @param pid its id
 */
record SeenByKernel(long pid) {

  /** The files in its memory, with their places. */
  String mapped() throws IOException {
    return Files.readString(proc("maps"));
  }

  /** The addresses, in hexadecimal, on which somebody listens on that port. */
  Stream<String> listeners(int port) throws IOException {
    return Stream.concat(
            Files.readAllLines(proc("net/tcp")).stream(),
            Files.readAllLines(proc("net/tcp6")).stream())
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields[1].endsWith(":%04X".formatted(port)) && fields[3].equals("0A"))
        .map(fields -> fields[1].replaceAll(":.*|.*FFFF0000", ""));
  }

  /** The folder for temporary files with that begin of its name in which it has files open. */
  Path openFolder(String begin) throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<Path> open = new ArrayList<>();
    try (Stream<Path> files = Files.list(proc("fd"))) {
      for (Path file : files.toList()) {
        try {
          open.add(Files.readSymbolicLink(file));
        } catch (NoSuchFileException closedMeanwhile) {
          // The process goes on opening and closing files while its list is read.
        }
      }
    }
    return open.stream()
        .filter(file -> file.startsWith(temporary))
        .map(file -> temporary.resolve(temporary.relativize(file).getName(0)))
        .filter(folder -> folder.getFileName().toString().startsWith(begin))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such folder among " + open));
  }

  private Path proc(String file) {
    return Path.of("/proc/" + pid, file);
  }
}
