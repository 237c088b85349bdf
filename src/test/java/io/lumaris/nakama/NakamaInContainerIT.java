package io.lumaris.nakama;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.util.Properties;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client of the container keeps the same promises inside a real Payara Micro. */
@ExtendWith(ArquillianExtension.class)
@Timeout(120)
class NakamaInContainerIT
    implements AuthenticationContract, RpcContract, FaultContract, SocketContract {

  private static final String ADDRESS = "nakama-address.properties";

  /** Outside the container only. */
  private static NakamaServer server;

  @Resource private ManagedExecutorService executor;
  @Resource private ManagedScheduledExecutorService scheduler;

  /** Runs outside: starts the server and writes its address into the archive. */
  @Deployment
  static WebArchive deployment() {
    server = NakamaServer.start();
    NakamaSettings settings = server.settings();
    String address = "url=%s\nkey=%s\n".formatted(settings.baseUri(), settings.serverKey());
    return ShrinkWrap.create(WebArchive.class, "ROOT.war")
        .addPackage(NakamaClient.class.getPackage())
        .addAsResource(new StringAsset(address), ADDRESS)
        .addAsLibraries(jarOf(Assertions.class));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public NakamaSettings settings() {
    try (InputStream file = NakamaInContainerIT.class.getResourceAsStream("/" + ADDRESS)) {
      Properties address = new Properties();
      address.load(file);
      return NakamaSettings.of(address.getProperty("url"), address.getProperty("key"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public NakamaClient open(NakamaSettings settings) {
    return NakamaClient.inContainer(settings, executor, scheduler);
  }

  private static File[] jarOf(Class<?>... types) {
    return Stream.of(types)
        .map(
            type -> {
              try {
                return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
              } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
              }
            })
        .toArray(File[]::new);
  }
}
