package io.lumaris.execution;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A network on the way to a server: lets through as many bytes of answers as the test grants, and
 * then holds the rest.
 */
final class SlowWire implements AutoCloseable {
  private static final int CHUNK = 8192;
  private final ServerSocket listening;
  private final int target;
  private final Semaphore grantedChunks = new Semaphore(0);
  private final AtomicLong sent = new AtomicLong();

  SlowWire(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  String address() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  void grant(int bytes) {
    grantedChunks.release(Math.max(1, bytes / CHUNK));
  }

  /** From now on nothing is held any more. */
  void open() {
    grantedChunks.release(Integer.MAX_VALUE / 2);
  }

  long sentBytes() {
    return sent.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        daemon(() -> copy(client, server, false));
        daemon(() -> copy(server, client, true));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void copy(Socket from, Socket to, boolean held) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[CHUNK];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (held) {
          grantedChunks.acquireUninterruptibly();
          sent.addAndGet(read);
        }
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // One side is gone; the try has closed the other.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "slow-wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    open();
  }
}
