package io.lumaris.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Asks a server on this machine whether it is well. */
final class Probe {
  private static final int LIMIT_MS = 3000;

  private Probe() {}

  /**
   * Asks once.
   *
   * @param target {@code http://…}, to be answered with 200, or {@code tcp://host:port}, to be
   *     connected to
   */
  static boolean answers(URI target) {
    try {
      return "tcp".equals(target.getScheme()) ? connects(target) : isOk(target);
    } catch (IOException notNow) {
      return false;
    }
  }

  private static boolean connects(URI target) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), LIMIT_MS);
      return true;
    }
  }

  private static boolean isOk(URI target) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
    try {
      connection.setConnectTimeout(LIMIT_MS);
      connection.setReadTimeout(LIMIT_MS);
      connection.setInstanceFollowRedirects(false);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } finally {
      connection.disconnect();
    }
  }
}
