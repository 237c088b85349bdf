package io.lumaris.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** TCP ports of the loopback address: which are free, and who has the others. */
public final class Ports {
  private static final String LISTENING = "0A";
  private static final int STATE_FIELD = 3;
  private static final int ADDRESS_FIELD = 1;
  private static final int INODE_FIELD = 9;
  private static final int TRIES = 200;

  private Ports() {}

  /** True when a server may listen there. */
  public static boolean isFree(int port) {
    return refusal(port).isEmpty();
  }

  /** What the system says against a server there. */
  private static Optional<String> refusal(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Optional.empty();
    } catch (IOException taken) {
      return Optional.of(String.valueOf(taken.getMessage()));
    }
  }

  /** A port that is free now. */
  public static int free() {
    return freeBlock(0, 0);
  }

  /**
   * A port that is free now together with its neighbours.
   *
   * @param below how many ports below it must be free as well
   * @param above how many above it
   */
  public static int freeBlock(int below, int above) {
    for (int i = 0; i < TRIES; i++) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int port = socket.getLocalPort();
        boolean all =
            IntStream.rangeClosed(port - below, port + above)
                .filter(p -> p != port)
                .allMatch(Ports::isFree);
        if (all) {
          return port;
        }
      } catch (IOException e) {
        throw new LocalException("This machine gives no free port: " + e.getMessage() + ".", e);
      }
    }
    throw new LocalException(
        "This machine has no " + (below + above + 1) + " free ports in a row.");
  }

  /** The first free port from this one upwards. */
  static int freeFrom(int first) {
    return IntStream.range(first, first + TRIES)
        .filter(Ports::isFree)
        .findFirst()
        .orElseThrow(() -> new LocalException("Every port from " + first + " on is in use."));
  }

  /**
   * Checks that a server can listen there.
   *
   * @param what the server, as the subject of a sentence
   * @param option the option that names another port
   * @throws LocalException that says who has the port and which option to use
   */
  static void require(int port, String what, String option) {
    Optional<String> refusal = refusal(port);
    if (refusal.isEmpty()) {
      return;
    }
    if (refusal.get().contains("Permission denied")) {
      throw new LocalException(
          "Port %d, which %s needs, is for root only: choose one above 1023 with %s."
              .formatted(port, what, option));
    }
    String holder = holder(port).map(name -> " by " + name).orElse("");
    throw new LocalException(
        "Port %d, which %s needs, is in use%s: end that program, or choose another port with %s."
            .formatted(port, what, holder, option));
  }

  /** The program that listens there, with its process id; empty when we may not know. */
  static Optional<String> holder(int port) {
    Set<String> sockets = listeningSockets(port);
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    return ProcessHandle.allProcesses()
        .filter(process -> holdsOneOf(process.pid(), sockets))
        .findFirst()
        .map(process -> program(process.pid()) + " (process " + process.pid() + ")");
  }

  private static Set<String> listeningSockets(int port) {
    String suffix = ":%04X".formatted(port);
    Set<String> inodes = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try {
        for (String line : Files.readAllLines(Path.of(table))) {
          String[] fields = line.trim().split("\\s+", -1);
          if (fields[STATE_FIELD].equals(LISTENING) && fields[ADDRESS_FIELD].endsWith(suffix)) {
            inodes.add("socket:[" + fields[INODE_FIELD] + "]");
          }
        }
      } catch (IOException noSuchTable) {
        // A kernel without IPv6 has no tcp6.
      }
    }
    return inodes;
  }

  private static boolean holdsOneOf(long pid, Set<String> sockets) {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.anyMatch(fd -> sockets.contains(target(fd)));
    } catch (IOException notOurs) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  private static String program(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/comm")).trim();
    } catch (IOException ended) {
      return "a program";
    }
  }
}
