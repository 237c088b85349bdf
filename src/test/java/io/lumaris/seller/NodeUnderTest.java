package io.lumaris.seller;

import com.github.dockerjava.api.model.Container;
import io.lumaris.execution.ExecutionConfig;
import io.lumaris.execution.TestEngine;
import io.lumaris.market.MarketAccounts;
import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A whole node with Docker, outside of the container: ticked every second as the EJB timer does.
 */
final class NodeUnderTest implements AutoCloseable {
  private static final ThreadFactory DAEMONS =
      task -> {
        Thread thread = new Thread(task, "node-under-test");
        thread.setDaemon(true);
        return thread;
      };

  private final SellerIdentity identity;
  private final NakamaClient client;
  private final SellerNode node;
  private final ScheduledExecutorService timer;

  private NodeUnderTest(String server, String key, Path identityFile) {
    identity = SellerIdentity.in(identityFile);
    client = NakamaClient.standalone(NakamaSettings.of(server, key));
    SellerSettings settings =
        new SellerSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            identityFile,
            NodeState.OPEN,
            Optional.empty(),
            BidStrategy.USUAL,
            JobFilters.NONE);
    node =
        SellerNode.start(
            new MarketAccounts(client, server).ofDevice(identity.deviceId()),
            settings,
            ExecutionConfig.of(identity.nodeId()),
            DAEMONS);
    timer = Executors.newSingleThreadScheduledExecutor(DAEMONS);
    var unused = timer.scheduleAtFixedRate(node::tick, 1, 1, TimeUnit.SECONDS);
  }

  static NodeUnderTest start(String server, String key, Path identityFile) {
    return new NodeUnderTest(server, key, identityFile);
  }

  /** For a JVM of its own, which can be killed: server, key, identity file. */
  public static void main(String[] args) throws InterruptedException {
    start(args[0], args[1], Path.of(args[2]));
    Thread.currentThread().join();
  }

  NodeStatus status() {
    return node.status();
  }

  /** Whether work comes by push. */
  boolean isLive() {
    return status().live();
  }

  List<Container> containers() {
    return containersOf(identity);
  }

  static List<Container> containersOf(SellerIdentity identity) {
    return TestEngine.client()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of("io.lumaris.node", identity.nodeId()))
        .exec();
  }

  /** An orderly end: what runs is handed back. */
  @Override
  public void close() {
    timer.shutdownNow();
    node.close();
    client.close();
  }
}
