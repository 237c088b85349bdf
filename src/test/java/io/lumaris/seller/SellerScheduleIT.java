package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The seller's node under the timer of a real Payara Micro, in the WAR as it is shipped. */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(180)
class SellerScheduleIT {
  private static final String WAR = "seller";
  private static final String SETTINGS = "META-INF/microprofile-config.properties";

  /** Puts {@link Ticks} before the timer's method; the bean itself is as it is shipped. */
  private static final String INTERCEPTED =
      """
      <ejb-jar xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0">
        <interceptors>
          <interceptor>
            <interceptor-class>io.lumaris.seller.Ticks</interceptor-class>
          </interceptor>
        </interceptors>
        <assembly-descriptor>
          <interceptor-binding>
            <ejb-name>SellerSchedule</ejb-name>
            <interceptor-class>io.lumaris.seller.Ticks</interceptor-class>
          </interceptor-binding>
        </assembly-descriptor>
      </ejb-jar>
      """;

  /** The page would answer in place of those who run the tests. */
  private static final String NO_PAGE =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0"/>
      """;

  @Inject private SellerSchedule schedule;

  /** Deployed and undeployed by the tests themselves. */
  @Deployment(name = WAR, managed = false)
  static WebArchive deployment() throws IOException, URISyntaxException {
    NakamaService nakama = Services.nakama();
    String settings =
        Files.readString(Path.of("src/main/resources", SETTINGS))
            + """
            lumaris.nakama.url=%s
            lumaris.nakama.server-key=%s
            lumaris.roles=seller
            lumaris.seller.identity-file=%s
            """
                .formatted(
                    nakama.baseUri(),
                    nakama.serverKey(),
                    Path.of("target", "seller-" + UUID.randomUUID()).toAbsolutePath());
    return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
        .importFrom(new File(System.getProperty("lumaris.war", "target/lumaris.war")))
        .as(WebArchive.class)
        .setWebXML(new StringAsset(NO_PAGE))
        .addClasses(SellerScheduleIT.class, Ticks.class)
        .addAsResource(new StringAsset(settings), SETTINGS)
        .addAsWebInfResource(new StringAsset(INTERCEPTED), "ejb-jar.xml")
        .addAsLibraries(
            new File(Assertions.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
  }

  @Test
  @Order(0)
  @RunAsClient
  void aNodeIsAnApplicationThatIsDeployed(@ArquillianResource Deployer deployer) {
    deployer.deploy(WAR);
  }

  @Test
  @Order(1)
  @OperateOnDeployment(WAR)
  void theNodeIsStartedWithTheApplicationAndTickedByTheContainer() throws Exception {
    assertThat(schedule.console()).isPresent();
    assertThat(Ticks.awaitEnds(3)).isTrue();
  }

  @Test
  @Order(2)
  @OperateOnDeployment(WAR)
  void aTickThatFailsDoesNotEndTheTimer() throws Exception {
    assertThat(Ticks.failed(1)).isTrue();
    assertThat(Ticks.awaitEnds(3)).isTrue();
  }

  @Test
  @Order(3)
  @OperateOnDeployment(WAR)
  void aTickThatIsSlowerThanItsIntervalIsNotOvertaken() throws Exception {
    Ticks.slow(Duration.ofMillis(3500));

    assertThat(Ticks.awaitEnds(2)).isTrue();
    assertThat(Ticks.mostAtOnce()).isOne();
  }

  /** The last one: nothing is deployed afterwards. */
  @Test
  @Order(4)
  @RunAsClient
  void whatRunsIsHandedBackWhenTheContainerStops(@ArquillianResource Deployer deployer)
      throws Exception {
    Handover.watch();
    deployer.undeploy(WAR); // would have killed it without a word
  }
}
