package io.lumaris.testing;

import io.lumaris.local.NakamaProcess;
import io.lumaris.local.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The running Nakama, as tests see it. */
public final class NakamaService {
  private final NakamaProcess process;
  private final NakamaProcess.Settings settings;

  NakamaService(NakamaProcess process, NakamaProcess.Settings settings) {
    this.process = process;
    this.settings = settings;
  }

  /** Where it listens for HTTP: {@code http://127.0.0.1:PORT}. */
  public URI baseUri() {
    return URI.create("http://127.0.0.1:" + process.port());
  }

  /** Where it listens for WebSockets: {@code ws://127.0.0.1:PORT/ws}. */
  public URI socketUri() {
    return URI.create("ws://127.0.0.1:" + process.port() + "/ws");
  }

  /** HTTP and WebSocket port on 127.0.0.1. */
  public int port() {
    return process.port();
  }

  /** What a client names to sign in. */
  public String serverKey() {
    return settings.serverKey();
  }

  /** What a server names to call without a user. */
  public String httpKey() {
    return settings.secrets().get(Secrets.Key.HTTP_KEY);
  }

  /** Its program. */
  public Path program() {
    return settings.binary();
  }

  /** The last lines of its log. */
  public List<String> lastLines(int count) {
    return process.lastLines(count);
  }

  /** Its whole log, as it wrote it. */
  public String log() {
    try {
      return Files.readString(settings.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Orderly stop and start on the same port; returns when it answers. */
  public void restart() {
    process.restart();
  }

  /** Ends it at once, as a power cut would; {@link #restart} brings it back. */
  public void kill() {
    process.kill();
  }

  /** It keeps its connections and answers nothing, until {@link #goOn}. */
  public void holdUp() {
    signal("-STOP");
  }

  /** Ends {@link #holdUp}. */
  public void goOn() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      String pid = Long.toString(process.identity().pid());
      new ProcessBuilder("kill", name, pid).inheritIO().start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Orderly stop; {@link #restart} brings it back. */
  public void stop() {
    process.stop();
  }
}
