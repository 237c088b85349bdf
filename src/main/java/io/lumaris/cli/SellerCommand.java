package io.lumaris.cli;

import io.lumaris.job.Money;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A seller node for a market that runs elsewhere. */
@Command(
    name = "seller",
    description = "Sells this machine's time: runs other people's jobs in locked-down containers.",
    sortOptions = false,
    footer = {
      "",
      "Its console is on the port, for this machine only. Ctrl-C hands back what runs and ends.",
      "",
      "Examples:",
      "  lumaris seller --server market.example:7350 --key KEY",
      "  lumaris seller --slots 1 --name quiet-otter",
      "  lumaris seller --ask-start 0.0001 --ask-cpu 0.08 --ask-memory 0.01",
      "  lumaris seller --allow-image 'docker.io/library/*' --deny-image '*miner*' --max-timeout 1h --hours 22:00-06:00"
    })
final class SellerCommand implements Callable<Integer> {
  @Mixin private NodeOptions node;
  @Mixin private FilterOptions filters;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "The console's port, on loopback. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Jobs at once. Default: as many as cores")
  private Integer slots;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      converter = Megabytes.class,
      description = "Memory for jobs together. Default: what the machine can spare")
  private Integer memoryMb;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name buyers see. Default: one of the market's")
  private String name;

  @Option(
      names = "--ask-start",
      paramLabel = "CREDITS",
      converter = Credits.class,
      description = "Your price for each program that starts. Default: the market's usual price")
  private Long askStart;

  @Option(
      names = "--ask-cpu",
      paramLabel = "CREDITS",
      converter = Credits.class,
      description = "Your price for an hour of one CPU")
  private Long askCpu;

  @Option(
      names = "--ask-memory",
      paramLabel = "CREDITS",
      converter = Credits.class,
      description = "Your price for an hour of one GB of a job's memory limit")
  private Long askMemory;

  @Option(
      names = "--bid-factor",
      paramLabel = "N",
      description = "In auctions, bid your price times this. Default: 1")
  private Double bidFactor;

  @Option(
      names = "--bid-undercut",
      description = "In auctions, go just below the cheapest other seller")
  private boolean bidUndercut;

  @Option(
      names = "--bid-floor",
      paramLabel = "N",
      description = "But not below your price times this. Default: --bid-factor")
  private Double bidFloor;

  @Option(
      names = "--bid-minimum",
      paramLabel = "CREDITS",
      converter = Credits.class,
      description = "The least that ten seconds of a job must come to in an auction. Default: 0")
  private Long bidMinimum;

  @Override
  public Integer call() {
    Map<String, String> settings = new HashMap<>();
    settings.put("LUMARIS_SELLER_IDENTITY_FILE", node.file("seller.id").toString());
    if (slots != null) {
      settings.put("LUMARIS_SELLER_SLOTS", slots.toString());
    }
    if (memoryMb != null) {
      settings.put("LUMARIS_SELLER_MEMORY_MB", memoryMb.toString());
    }
    if (name != null) {
      settings.put("LUMARIS_SELLER_NAME", name);
    }
    put(settings, "LUMARIS_SELLER_ASK_START", askStart);
    put(settings, "LUMARIS_SELLER_ASK_CPU", askCpu);
    put(settings, "LUMARIS_SELLER_ASK_MEMORY", askMemory);
    bids(settings);
    filters.putInto(settings);
    return node.serve("seller", port, settings, "/node.html");
  }

  private void bids(Map<String, String> settings) {
    if (bidFactor != null) {
      settings.put("LUMARIS_SELLER_BID_FACTOR", bidFactor.toString());
    }
    if (bidUndercut) {
      settings.put("LUMARIS_SELLER_BID_UNDERCUT", "true");
    }
    if (bidFloor != null) {
      settings.put("LUMARIS_SELLER_BID_FLOOR", bidFloor.toString());
    }
    put(settings, "LUMARIS_SELLER_BID_MINIMUM", bidMinimum);
  }

  private static void put(Map<String, String> settings, String name, Long amount) {
    if (amount != null) {
      settings.put(name, Money.text(amount));
    }
  }
}
