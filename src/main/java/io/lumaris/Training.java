package io.lumaris;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;

/**
 * A server that boots, asks itself for its page and ends: what the JVM has loaded by then goes into
 * the archive of classes that it was told to write.
 */
final class Training {
  private static final List<String> PATHS = List.of("/health/live", "/", "/js/app.js");

  private Training() {}

  /**
   * Ends this JVM when it is done. When something fails, or the input ends because whoever asked
   * for it is gone, the exit code is 1, and what the JVM wrote is no archive to be used.
   *
   * @param args those of {@link Server#serve}, {@code --port N} first
   */
  static void run(String[] args) {
    Thread input = new Thread(Training::endWithInput, "training-input");
    input.setDaemon(true);
    input.start();
    try {
      Server.serve(args);
      for (String path : PATHS) {
        drain(URI.create("http://127.0.0.1:" + args[1] + path).toURL().openStream());
      }
    } catch (Exception e) {
      System.err.println("lumaris train: " + e.getMessage());
      Runtime.getRuntime().halt(1);
    }
    System.exit(0);
  }

  private static void endWithInput() {
    try {
      drain(System.in);
    } catch (IOException gone) {
      // Then it has ended as well.
    }
    Runtime.getRuntime().halt(1);
  }

  private static void drain(InputStream from) throws IOException {
    try (from) {
      from.transferTo(OutputStream.nullOutputStream());
    }
  }
}
