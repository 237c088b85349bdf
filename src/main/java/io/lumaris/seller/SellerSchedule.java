package io.lumaris.seller;

import io.lumaris.execution.ExecutionConfig;
import io.lumaris.market.MarketAccounts;
import io.lumaris.start.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Where this installation has the role {@code seller}: starts the node with the application, ticks
 * it every second, and has it hand back what runs when the application stops.
 *
 * <p>The tick only hands over to the node's own threads, so that a slow market never holds up the
 * timer; and nobody waits for this bean, because it guards nothing by itself.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class SellerSchedule {
  @Inject private Config config;
  @Inject private MarketAccounts accounts;
  @Resource private ManagedThreadFactory threads;

  private final Object ending = new Object();
  private volatile SellerNode node; // null where this is no seller, and from the drain on

  @PostConstruct
  void start() {
    String roles = config.getOptionalValue("lumaris.roles", String.class).orElse("");
    if (Arrays.stream(roles.split(",", -1)).map(String::strip).anyMatch("seller"::equals)) {
      node = StartFailure.told(this::begin);
    }
  }

  private SellerNode begin() {
    SellerSettings settings =
        SellerSettings.read(key -> config.getOptionalValue(key, String.class));
    SellerIdentity identity = SellerIdentity.in(settings.identityFile());
    return SellerNode.start(
        accounts.ofDevice(identity.deviceId()),
        settings,
        ExecutionConfig.from(config, identity.nodeId()),
        threads);
  }

  /** Once a second. */
  @Schedule(hour = "*", minute = "*", second = "*/1", persistent = false)
  void tick() {
    SellerNode now = node;
    if (now != null) {
      now.tick();
    }
  }

  /** Hands back what runs, the first time it is called; returns when that is done. */
  @PreDestroy
  public void drain() {
    synchronized (ending) {
      SellerNode last = node;
      node = null;
      if (last != null) {
        last.close();
      }
    }
  }

  /** The node that sells here; empty where this is no seller. */
  public Optional<NodeConsole> console() {
    return Optional.ofNullable(node);
  }
}
