package io.lumaris.buyer;

import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The WAR as it is shipped, on Payara Micro, against the real Nakama and PostgreSQL. */
@ExtendWith(ArquillianExtension.class)
@Timeout(180)
class PortalIT
    implements SessionContract,
        JobsContract,
        ReceiptContract,
        PolicyContract,
        ProblemsContract,
        PagesContract,
        LiveContract,
        IsolationContract,
        OpenApiContract,
        MoneyContract,
        PaymentsContract,
        CheckoutContract,
        OperatorContract,
        ImageRulesContract,
        OutageContract {

  private static final String SETTINGS = "META-INF/microprofile-config.properties";

  @ArquillianResource private URL address;

  /** The built WAR; only its settings are those of this test run. */
  @Deployment(testable = false)
  static WebArchive deployment() throws IOException {
    NakamaService nakama = Services.nakama();
    String settings =
        Files.readString(Path.of("src/main/resources", SETTINGS))
            + """
            lumaris.nakama.url=%s
            lumaris.nakama.server-key=%s
            lumaris.roles=web
            lumaris.samples=[{"image":"lumaris/busybox","command":"echo hello"}]
            lumaris.portal.longest-slow-s=5
            """
                .formatted(nakama.baseUri(), nakama.serverKey())
            + PaymentsContract.settings();
    // The name makes it the root of the server, as it is in lumaris.jar.
    return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
        .importFrom(new File(System.getProperty("lumaris.war", "target/lumaris.war")))
        .as(WebArchive.class)
        .addAsResource(new StringAsset(settings), SETTINGS);
  }

  @Override
  public URI portal() {
    try {
      return address.toURI();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
