package io.lumaris.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real jar, the archive of its classes, and servers that start from it. */
class ServerArchiveIT {
  private static final Path JAR = Path.of("target", "lumaris.jar").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String SCRIPT = "webjars/lit-html/3.3.1/lit-html.js";

  @TempDir private static Path shared;
  private static ServerProgram made;

  @TempDir private Path folder;
  private PortalProcess server;

  @BeforeAll
  static void anArchive() {
    made = ServerProgram.of(JAR, shared.resolve("bin"));
    ServerArchive.make(made, shared.resolve("log")).await();
  }

  @BeforeEach
  void theArchiveIsMade() {
    assertThat(shared.resolve("log")).content().endsWith("made.\n");
    assertThat(made.hasArchive()).isTrue();
  }

  @AfterEach
  void endTheServer() {
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void aServerFromTheArchiveServesAsTheJarDoes() throws Exception {
    start(made);

    HttpResponse<Void> script = get(SCRIPT);
    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(script.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(script.headers().firstValue("Server")).isEmpty();
    assertThat(get("").statusCode()).isEqualTo(200);
    assertThat(get("api/jobs").statusCode()).isEqualTo(401);
    assertThat(log()).contains("LUMARIS starts with roles web").doesNotContain("SEVERE", "[cds]");
    assertThat(seen().mapped()).contains(made.archive().toString());
    assertThat(seen().listeners(server.probe().getPort())).containsOnly("0100007F");
  }

  @Test
  void aServerFromTheArchiveLeavesNothingBehind() throws Exception {
    start(made);
    Path root = seen().openFolder("payaramicro-");
    assertThat(root).exists();

    server.stop();

    assertThat(root).doesNotExist();
  }

  @Test
  void twoServersRunFromOneArchiveAtOnce() throws Exception {
    start(made);
    PortalProcess second = PortalProcess.start(settings(made, folder.resolve("second.log")));
    try {
      assertThat(get("").statusCode()).isEqualTo(200);
      assertThat(second.isHealthy()).isTrue();
    } finally {
      second.stop();
    }
  }

  @Test
  void aServerThatRunsKeepsItsFolderFromBeingDeleted() throws Exception {
    start(made);

    assertThat(ExclusiveLock.of(made.folder().resolve("in-use"))).isEmpty();
    server.stop();
    FileLock free = ExclusiveLock.of(made.folder().resolve("in-use")).orElseThrow();
    free.acquiredBy().close();
  }

  @Test
  void aDamagedArchiveCostsTimeOnly() throws Exception {
    byte[] whole = Files.readAllBytes(made.archive());
    try {
      for (byte[] broken : List.of(new byte[0], half(whole), damaged(whole))) {
        replaceArchive(broken);
        start(made);
        assertThat(get("").statusCode()).isEqualTo(200);
        server.stop();
      }
    } finally {
      replaceArchive(whole);
    }
  }

  @Test
  void endedWhileItIsMadeItLeavesNothingBehind() throws Exception {
    ServerProgram program = ServerProgram.of(JAR, folder.resolve("bin"));
    Path log = folder.resolve("log");
    ServerArchive archive = ServerArchive.make(program, log);
    await().atMost(LIMIT).until(() -> Files.exists(log) && Files.size(log) > 0);
    List<ProcessHandle> trainees = trainees(program);

    archive.close();

    assertThat(trainees).hasSize(1).noneMatch(ProcessHandle::isAlive);
    assertThat(program.folder()).doesNotExist();
  }

  @Test
  void endedBeforeItHasBegunItMakesNothing() {
    ServerProgram program = ServerProgram.of(JAR, folder.resolve("bin"));

    ServerArchive.make(program, folder.resolve("log")).close();

    assertThat(program.folder()).doesNotExist();
  }

  @Test
  void aTraineeEndsWhenWhoeverStartedItIsGone() throws Exception {
    Path target = folder.resolve("classes");
    List<String> line = made.train(target, folder, List.of("--port", "" + Ports.free()));
    Process trainee = new ProcessBuilder(line).redirectOutput(Redirect.DISCARD).start();

    trainee.getOutputStream().close();

    assertThat(trainee.onExit()).succeedsWithin(LIMIT);
    assertThat(trainee.exitValue()).isEqualTo(1);
  }

  @Test
  void anotherOneAtTheSameTimeLeavesItToTheFirst() throws Exception {
    ServerProgram program = ServerProgram.of(JAR, Files.createDirectory(folder.resolve("bin")));
    FileLock first = ExclusiveLock.of(program.folder().resolveSibling("payara.lock")).orElseThrow();
    try {
      ServerArchive.make(program, folder.resolve("log")).await();

      assertThat(program.folder()).doesNotExist();
    } finally {
      first.acquiredBy().close();
    }
  }

  private void start(ServerProgram program) throws IOException {
    server = PortalProcess.start(settings(program, folder.resolve("server.log")));
  }

  private static PortalProcess.Settings settings(ServerProgram program, Path log) {
    Map<String, String> environment =
        Map.of("LUMARIS_ROLES", "web", "LUMARIS_NAKAMA_URL", "http://127.0.0.1:" + Ports.free());
    return new PortalProcess.Settings(program, Ports.free(), log, environment, "portal", false);
  }

  private HttpResponse<Void> get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + server.address() + "/" + path))
            .header("Accept-Encoding", "gzip")
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
  }

  private SeenByKernel seen() {
    return new SeenByKernel(server.identity().pid());
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("server.log"));
  }

  private static List<ProcessHandle> trainees(ServerProgram program) {
    return ProcessHandle.current()
        .children()
        .filter(
            child ->
                child
                    .info()
                    .commandLine()
                    .filter(it -> it.contains(program.folder() + ""))
                    .isPresent())
        .toList();
  }

  private static byte[] half(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private static byte[] damaged(byte[] whole) {
    byte[] copy = whole.clone();
    Arrays.fill(copy, whole.length / 2, whole.length / 2 + 4096, (byte) 0);
    return copy;
  }

  private static void replaceArchive(byte[] bytes) throws IOException {
    Path file = Files.write(made.folder().resolve("classes.new"), bytes, StandardOpenOption.CREATE);
    Files.move(file, made.archive(), StandardCopyOption.REPLACE_EXISTING);
  }
}
