package io.lumaris;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * A server that boots, asks itself for its page and ends: what the JVM has loaded by then goes into
 * the archive of classes that it was told to write.
 */
final class Training {
  private static final List<String> PATHS = List.of("/health/live", "/", "/js/app.js");

  private Training() {}

  /**
   * Ends this JVM when it is done, and at once when the input ends: whoever asked for it is gone.
   *
   * @param args those of {@link Server#serve}, {@code --port N} first
   */
  static void run(String[] args) throws Exception {
    Thread input = new Thread(Training::endWithInput, "training-input");
    input.setDaemon(true);
    input.start();
    Server.serve(args);
    HttpClient client = HttpClient.newHttpClient();
    for (String path : PATHS) {
      URI page = URI.create("http://127.0.0.1:" + args[1] + path);
      client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding());
    }
    System.exit(0);
  }

  private static void endWithInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // Then it has ended as well.
    }
    Runtime.getRuntime().halt(1);
  }
}
