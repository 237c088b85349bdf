package io.lumaris.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A portal for a market that runs elsewhere. */
@Command(
    name = "web",
    description =
        "Serves the buyers' page and the REST resources for a market that runs elsewhere.",
    sortOptions = false,
    footer = {
      "",
      "Listens on loopback: put a proxy with TLS in front of it and set LUMARIS_PORTAL_ORIGINS.",
      "",
      "Example:",
      "  lumaris web --server market.example:7350 --key KEY --port 8080"
    })
final class WebCommand implements Callable<Integer> {
  @Mixin private NodeOptions node;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The page's port. Default: ${DEFAULT-VALUE}")
  private int port;

  @Override
  public Integer call() {
    return node.serve("web", port, Map.of(), "/");
  }
}
