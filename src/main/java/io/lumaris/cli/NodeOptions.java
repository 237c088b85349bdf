package io.lumaris.cli;

import io.lumaris.local.DataFolder;
import io.lumaris.local.Node;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a seller and a portal have in common: which market, where to keep things, how to run. */
final class NodeOptions {
  private static final int LAST_WORDS = 5;

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:LUMARIS_SERVER:-127.0.0.1:7350}",
      description = "The Nakama server of the market. Default: ${DEFAULT-VALUE}")
  private String server;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "${env:LUMARIS_KEY:-defaultkey}",
      description = "The server's key. Default: LUMARIS_KEY, else defaultkey")
  private String key;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:LUMARIS_DATA:-${sys:user.home}/.lumaris}",
      description = "Where its identity and log are kept. Default: ${DEFAULT-VALUE}")
  private Path data;

  Path file(String name) {
    return data.resolve(name).toAbsolutePath();
  }

  /** Ctrl-C ends it from the first moment on, while it still starts as well. */
  private Node start(String role, int port, Map<String, String> settings) {
    CompletableFuture<Optional<Node>> started = new CompletableFuture<>();
    Thread starting = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!started.isDone()) {
                    starting.interrupt(); // which ends what it has begun
                  }
                  started.join().ifPresent(Node::close);
                },
                "node-end"));
    try {
      Node node = Node.start(role, new DataFolder(data), port, settings);
      started.complete(Optional.of(node));
      return node;
    } finally {
      started.complete(Optional.empty());
    }
  }

  /**
   * Runs the node until it ends or Ctrl-C does it.
   *
   * @param role web or seller
   * @param more settings besides those of the market, {@code LUMARIS_*}
   * @param path of what a person looks at
   */
  int serve(String role, int port, Map<String, String> more, String path) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("LUMARIS_ROLES", role);
    settings.put("LUMARIS_NAKAMA_URL", server.contains("://") ? server : "http://" + server);
    settings.put("LUMARIS_NAKAMA_SERVER_KEY", key);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Starting for the market at " + server + " …");
    out.flush();
    Node node = start(role, port, settings);
    out.println(
        "Ready: http://127.0.0.1:" + port + path + "   Log: " + file("log/" + role + ".log"));
    out.println("Ctrl-C ends it.");
    out.flush();
    node.prepareNextStart();
    node.await();
    throw new CommandFailure(
        "It ended by itself; its log ends with:\n  "
            + String.join("\n  ", node.lastLines(LAST_WORDS)));
  }
}
