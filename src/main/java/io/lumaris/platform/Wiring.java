package io.lumaris.platform;

import io.lumaris.buyer.BuyerSettings;
import io.lumaris.market.MarketAccounts;
import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaSettings;
import io.lumaris.payment.PaymentProcessor;
import io.lumaris.payment.PaymentSettings;
import io.lumaris.start.StartFailure;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/** Makes what the container cannot make by itself: settings and the client of Nakama. */
@ManagedExecutorDefinition(name = Wiring.NAKAMA_THREADS, maxAsync = 64)
@ManagedScheduledExecutorDefinition(name = Wiring.NAKAMA_TIMERS, maxAsync = 2)
@ApplicationScoped
public class Wiring {
  private static final System.Logger LOGGER = System.getLogger(Wiring.class.getName());

  static final String NAKAMA_THREADS = "java:app/concurrent/lumaris-nakama";
  static final String NAKAMA_TIMERS = "java:app/concurrent/lumaris-nakama-timers";

  @Resource(lookup = NAKAMA_THREADS)
  private ManagedExecutorService threads;

  @Resource(lookup = NAKAMA_TIMERS)
  private ManagedScheduledExecutorService timers;

  @Produces
  @Singleton
  PortalSettings portalSettings(Config config) {
    return settings(config, PortalSettings::read);
  }

  @Produces
  @Singleton
  BuyerSettings buyerSettings(Config config) {
    return settings(config, BuyerSettings::read);
  }

  @Produces
  @Singleton
  PaymentSettings paymentSettings(Config config) {
    return settings(config, PaymentSettings::read);
  }

  @Produces
  @Singleton
  PaymentProcessor paymentProcessor(PaymentSettings settings) {
    return StartFailure.told(settings::processor);
  }

  @Produces
  @Singleton
  NakamaClient nakamaClient(Config config) {
    return NakamaClient.inContainer(settings(config, NakamaSettings::read), threads, timers);
  }

  @Produces
  @Singleton
  MarketAccounts marketAccounts(NakamaClient client, Config config) {
    return new MarketAccounts(client, settings(config, NakamaSettings::read).baseUri().toString());
  }

  /** A setting that is wrong stops the start, and not the first visitor. */
  void checkAtStart(
      @Observes @Initialized(ApplicationScoped.class) Object start,
      PortalSettings portal,
      BuyerSettings buyer,
      PaymentProcessor payments,
      NakamaClient client) {
    LOGGER.log(
        System.Logger.Level.INFO,
        "LUMARIS starts with roles {0}, payments {1}",
        String.join(",", portal.roles()),
        payments.name());
  }

  void close(@Disposes NakamaClient client) {
    client.close();
  }

  private static <T> T settings(
      Config config, Function<Function<String, Optional<String>>, T> read) {
    return StartFailure.told(() -> read.apply(key -> config.getOptionalValue(key, String.class)));
  }
}
