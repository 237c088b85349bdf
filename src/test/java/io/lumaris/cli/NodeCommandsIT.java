package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.cli.Commands.Ran;
import io.lumaris.cli.Commands.Running;
import io.lumaris.job.Attempt;
import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.job.JobState;
import io.lumaris.job.Reason;
import io.lumaris.local.Ports;
import io.lumaris.testing.EmptyMarket;
import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lumaris seller} and {@code lumaris web} as processes, on the real market and Docker. */
class NodeCommandsIT {
  private static final String IMAGE = "lumaris/busybox";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final NakamaService nakama = Services.nakama();
  private final String port = Integer.toString(Ports.free());
  @TempDir private Path folder;
  private Commands commands;

  @BeforeEach
  void prepare() {
    EmptyMarket.clear();
    commands = new Commands(folder, nakama);
  }

  @AfterEach
  void endWhatStillRuns() {
    commands.close();
  }

  @Test
  void aSellerRunsJobsAndShowsItsConsole() throws Exception {
    Running seller = startNode("seller", "--name", "quiet-otter", "--slots", "1");
    assertThat(seller.out()).contains("Ready: http://127.0.0.1:" + port + "/node.html", "Log: ");

    Ran job = commands.run("run", "--image", IMAGE, "--command", "echo sold; exit 3");
    assertThat(job.out()).isEqualTo("sold\n");
    assertThat(job.exit()).isEqualTo(3);
    awaitConsole("quiet-otter");
    assertThat(get("/").body()).contains("<title>");
  }

  /** Its first job: what the end of one needs was never needed before. */
  @Test
  void aSellerHandsBackWhatRunsOnCtrlC() throws Exception {
    Running seller = startNode("seller");
    try (BenchMarket market = new BenchMarket("127.0.0.1:" + nakama.port(), nakama.serverKey())) {
      MarketConnection buyer = market.account();
      UUID id = buyer.market().submit("long", JobSpec.shell(IMAGE, "sleep 600")).job().id();
      await().atMost(LIMIT).until(() -> buyer.market().job(id).state() == JobState.RUNNING);

      assertThat(seller.ctrlC().end()).isEqualTo(new Ran(130, seller.out(), ""));
      Job handedBack = buyer.market().job(id);
      assertThat(handedBack.state()).isEqualTo(JobState.QUEUED);
      assertThat(handedBack.attempts())
          .extracting(Attempt::reason)
          .containsOnly(Reason.SELLER_QUIT);
      buyer.market().cancel(id);
    }
  }

  @Test
  void anImageThatNobodyHasIsSaidByTheSellerThatLookedForIt() throws Exception {
    startNode("seller");

    Ran ran = commands.run("run", "--image", "lumaris/no-such-image:1", "--command", "true");

    assertThat(ran.exit()).isEqualTo(125);
    assertThat(ran.err()).contains("lumaris/no-such-image:1");
  }

  @Test
  void aJobThatNoSellerTakesSaysWhatItWaitsForAndThenThatItEnded() throws Exception {
    Ran ran = commands.run("run", "--image", IMAGE, "--command", "true", "--queue-timeout", "1s");

    assertThat(ran.exit()).isEqualTo(125);
    assertThat(ran.err()).contains("Waiting: no seller is online.").contains("Failed: ");
  }

  @Test
  void aSellerWithAWrongKeyStaysAndItsConsoleSaysSo() throws Exception {
    startNode("seller", "--key", "wrong");

    awaitConsole("refuses the server key");
  }

  @Test
  void aSellerWithoutAMarketStaysAndItsConsoleSaysSo() throws Exception {
    int nobody = Ports.free();
    startNode("seller", "--server", "127.0.0.1:" + nobody);

    awaitConsole("does not answer at http://127.0.0.1:" + nobody);
  }

  @Test
  void aSellerWithoutDockerStaysAndItsConsoleSaysSo() throws Exception {
    commands.with("DOCKER_HOST", "tcp://127.0.0.1:1");
    startNode("seller");

    awaitConsole("No Docker Engine answers at tcp://127.0.0.1:1");
  }

  @Test
  void ctrlCWhileItStartsLeavesNothingRunning() throws Exception {
    Running portal = commands.start("web", "--port", port).awaitOut("Starting for the market");
    await().atMost(LIMIT).until(() -> portal.process().descendants().findAny().isPresent());
    List<ProcessHandle> begun = portal.process().descendants().toList();

    assertThat(portal.ctrlC().end().exit()).isEqualTo(130);
    assertThat(begun).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void thePortalServesThePageToGuestsUntilCtrlC() throws Exception {
    Running portal = startNode("web");

    assertThat(get("/").body()).contains("<lumaris-app>");
    await().atMost(LIMIT).until(() -> get("/health/ready").statusCode() == 200);
    assertThat(guest().statusCode()).isEqualTo(201);
    assertThat(portal.ctrlC().end()).isEqualTo(new Ran(130, portal.out(), ""));
  }

  @Test
  void thePortalOfAMarketThatIsAwayServesThePageAndSaysWhatIsWrong() throws Exception {
    startNode("web", "--server", "127.0.0.1:" + Ports.free());

    assertThat(get("/").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(guest().statusCode()).isEqualTo(503);
    assertThat(guest().body()).contains("market_unavailable");
  }

  @ParameterizedTest
  @CsvSource({"seller, seller", "web, portal"})
  void aPortThatIsTakenIsSaidWithItsHolder(String command, String name) throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran = commands.run(command, "--port", Integer.toString(taken.getLocalPort()));

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err())
          .startsWith("lumaris: Port " + taken.getLocalPort() + ", which the " + name + " needs")
          .contains("is in use by", "--port")
          .hasLineCount(1);
    }
  }

  private Running startNode(String command, String... options) throws IOException {
    return commands.start(Commands.onPort(port, command, options)).awaitOut("Ctrl-C ends it.");
  }

  private void awaitConsole(String text) {
    await(text).atMost(LIMIT).until(() -> get("/api/node").body().contains(text));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> guest() throws Exception {
    HttpRequest signIn =
        request("/api/session")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    return http.send(signIn, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(LIMIT);
  }
}
