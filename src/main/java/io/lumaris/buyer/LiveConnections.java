package io.lumaris.buyer;

import io.lumaris.account.SignedIn;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;

/** All browser tabs that are connected, with a bound on how many. */
@ManagedExecutorDefinition(name = LiveConnections.THREADS, maxAsync = 16)
@ManagedScheduledExecutorDefinition(name = LiveConnections.TIMERS, maxAsync = 2)
@ApplicationScoped
public class LiveConnections {
  static final String THREADS = "java:app/concurrent/lumaris-live";
  static final String TIMERS = "java:app/concurrent/lumaris-live-timers";

  private static final long TICK_S = 5;

  private final Map<String, Tab> tabs = new ConcurrentHashMap<>();

  @Resource(lookup = THREADS)
  private ManagedExecutorService threads;

  @Resource(lookup = TIMERS)
  private ManagedScheduledExecutorService timers;

  @Inject private BuyerSettings settings;
  @Inject private MetricRegistry metrics;

  private Future<?> ticking;

  /** Made with the application, so that what it measures is there from the first moment. */
  void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {}

  @PostConstruct
  void start() {
    ticking = timers.scheduleAtFixedRate(this::tick, TICK_S, TICK_S, TimeUnit.SECONDS);
  }

  @PreDestroy
  void stop() {
    ticking.cancel(false);
    tabs.values().forEach(tab -> tab.close(CloseCodes.GOING_AWAY.getCode(), "the portal stops"));
  }

  /** One more. */
  void add(Session session, SignedIn who) {
    Tab tab = new Tab(session, who, this, settings.longestSlow(), threads, timers);
    tabs.put(session.getId(), tab);
    if (tabs.size() > settings.maxConnections()) {
      tab.close(LiveConnection.TRY_AGAIN_LATER, "too many connections");
    } else {
      tab.open();
    }
  }

  void received(Session session, String text) {
    find(session).ifPresent(tab -> tab.received(text));
  }

  void heard(Session session) {
    find(session).ifPresent(Tab::heard);
  }

  /** One whose account is known now: it may be one too many for that account. */
  void identified(Tab tab) {
    long same =
        tabs.values().stream().filter(other -> other.accountId().equals(tab.accountId())).count();
    if (same > settings.maxConnectionsPerAccount()) {
      tab.close(LiveConnection.TRY_AGAIN_LATER, "too many connections of one account");
    }
  }

  /** One that reads too slowly. */
  void slow() {
    metrics.counter("live_slow_readers").inc();
  }

  void remove(Session session) {
    Tab tab = tabs.remove(session.getId());
    if (tab != null) {
      tab.ended();
    }
  }

  /** How many are connected. */
  @Gauge(
      name = "live_connections",
      unit = MetricUnits.NONE,
      absolute = true,
      description = "Browser tabs that are connected")
  public int count() {
    return tabs.size();
  }

  private Optional<Tab> find(Session session) {
    return Optional.ofNullable(tabs.get(session.getId()));
  }

  private void tick() {
    tabs.values().forEach(Tab::tick);
  }
}
