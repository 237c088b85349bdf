package io.lumaris;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Boots Payara Micro in this JVM with the WAR inside {@code lumaris.jar} as the root context.
 *
 * <p>An internal command: the command line starts it as a process of its own, with the settings as
 * {@code -Dlumaris.*} or {@code LUMARIS_*}.
 */
final class Server {

  private static final String LISTEN =
      "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=";

  private Server() {}

  /**
   * Returns when the server serves; the JVM lives on.
   *
   * @param args {@code --port N [--address A]}; the address is loopback unless given
   * @throws IllegalArgumentException when an argument is unknown, or no port is given
   * @throws IOException when the port cannot be listened on, or the application did not start
   */
  static void serve(String[] args) throws Exception {
    int port = 0;
    String address = "127.0.0.1";
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      switch (args[i]) {
        case "--port" -> port = port(args[i + 1]);
        case "--address" -> address = args[i + 1];
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    if (port == 0) {
      throw new IllegalArgumentException("--port is missing");
    }
    var listener = new InetSocketAddress(address, port);
    requireFree(listener);
    boot(listener);
  }

  private static int port(String text) {
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException("--port must be from 1 to 65535, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  /** Payara would log that the port is taken, and end with exit code 0. */
  private static void requireFree(InetSocketAddress listener) throws IOException {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(listener);
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on port %d of %s: %s. Choose another with --port."
              .formatted(listener.getPort(), listener.getHostString(), e.getMessage()),
          e);
    }
  }

  private static void boot(InetSocketAddress listener) throws Exception {
    Path commands = preBootCommands(listener);
    // Never --nocluster beside --nohazelcast: together they leave Hazelcast listening on all
    // interfaces.
    String[] options = {
      "--nohazelcast",
      "--disablephonehome",
      "--port",
      String.valueOf(listener.getPort()),
      "--prebootcommandfile",
      commands.toString()
    };
    try {
      PayaraMicro.boot(options);
    } finally {
      Files.deleteIfExists(commands);
    }
  }

  /**
   * Payara Micro has no option for the address it listens on, only commands run before it boots.
   */
  private static Path preBootCommands(InetSocketAddress listener) throws IOException {
    Path file = Files.createTempFile("lumaris-preboot", ".txt");
    return Files.writeString(
        file, LISTEN + listener.getAddress().getHostAddress() + System.lineSeparator());
  }
}
