package io.lumaris.local;

import java.util.List;
import java.util.Map;

/** The WAR alone, in a JVM of its own: a seller or a portal for a market that runs elsewhere. */
public final class Node implements AutoCloseable {
  private final PortalProcess process;
  private final NextStart next;

  private Node(PortalProcess process, NextStart next) {
    this.process = process;
    this.next = next;
  }

  /**
   * Starts it and returns when it serves, whether the market can be reached by then or not.
   *
   * @param role {@code web} or {@code seller}
   * @param data its log and, for a seller, its identity are kept here
   * @param port its page or console, on loopback
   * @param environment its settings, {@code LUMARIS_*}
   * @throws LocalException with one sentence when it does not start
   */
  public static Node start(
      String role, DataFolder data, int port, Map<String, String> environment) {
    String name = role.equals("web") ? "portal" : role;
    data.open();
    Ports.require(port, "the " + name, "--port");
    ServerProgram program = data.serverProgram();
    return new Node(
        PortalProcess.start(
            new PortalProcess.Settings(
                program, port, data.log(role + ".log"), environment, name, false)),
        new NextStart(data));
  }

  /** What makes the next start faster is got ready in the background, until {@link #close}. */
  public void prepareNextStart() {
    next.prepare();
  }

  /** Blocks until the process ends by itself. */
  public void await() {
    process.onExit().join();
  }

  /** The last lines of its log. */
  public List<String> lastLines(int count) {
    return process.lastLines(count);
  }

  /** Ends it in an orderly way: a seller hands back what it runs. */
  @Override
  public void close() {
    next.close();
    process.stop();
  }
}
