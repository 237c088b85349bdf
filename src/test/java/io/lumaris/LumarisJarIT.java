package io.lumaris;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one file that ships: a server and a command line that know nothing of each other. */
class LumarisJarIT {

  private static final String JAR = System.getProperty("lumaris.jar");
  private static final String WAR = System.getProperty("lumaris.war");
  private static final String SCRIPT = "/webjars/lit-html/3.3.1/lit-html.js";
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void theCommandLineSaysItsVersion(String option) throws Exception {
    Process command = start(Redirect.PIPE, option);

    assertThat(output(command)).matches("lumaris \\d+\\.\\d+\\.\\d+\\R");
    assertThat(command.waitFor()).isZero();
  }

  @Test
  void aTakenPortEndsServeWithASentence() throws Exception {
    try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
      Process server = start(Redirect.PIPE, "serve", "--port", "" + taken.getLocalPort());

      assertThat(output(server))
          .startsWith("lumaris serve: cannot listen on port " + taken.getLocalPort())
          .contains("Choose another with --port.");
      assertThat(server.waitFor()).isEqualTo(1);
    }
  }

  @Test
  void serveBootsTheWarAtTheRootOnLoopbackAndCompresses() throws Exception {
    int port = freePort();
    Path log = folder.resolve("log");
    Process server = start(Redirect.to(log.toFile()), "serve", "--port", "" + port);
    try {
      HttpResponse<Void> script =
          await()
              .atMost(Duration.ofMinutes(2))
              .ignoreException(ConnectException.class)
              .until(() -> get(port, SCRIPT), answer -> answer.statusCode() == 200);

      assertThat(script.headers().firstValue("Content-Encoding")).hasValue("gzip");
      assertThat(script.headers().firstValue("Server")).isEmpty();
      assertThat(get(port, "/").statusCode()).isEqualTo(200);
      assertThat(addressesOf(port)).containsOnly(LOOPBACK);
      assertThat(Files.readString(log)).doesNotContain("SEVERE", "Exception");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  @Test
  void aWarThatDoesNotStartEndsServeWithASentence() throws Exception {
    Path broken = Files.copy(Path.of(JAR), folder.resolve("broken.jar"));
    replaceWar(broken, "WEB-INF/web.xml", "<web-app>");

    Process server = start(broken.toString(), Redirect.PIPE, "serve", "--port", "" + freePort());

    assertThat(output(server))
        .contains("lumaris serve: the application did not start; the log above says why.\n");
    assertThat(server.waitFor()).isEqualTo(1);
  }

  @Test
  void theServerSeesNothingOfTheCommandLine() throws IOException {
    try (var jar = new ZipFile(JAR)) {
      assertThat(jar.stream())
          .extracting(ZipEntry::getName)
          .filteredOn(name -> name.endsWith(".class") && !name.startsWith("LUMARIS-CLI/"))
          .allMatch(
              name ->
                  name.matches(
                      "fish/payara/.*|io/lumaris/(Main|PayaraMicro|Server|Training|UnpackedServer|package-info)\\.class"));
    }
    try (var war = new ZipFile(WAR)) {
      assertThat(war.stream())
          .extracting(ZipEntry::getName)
          .noneMatch(name -> name.matches(".*/(io/lumaris/(cli|local|Main)|picocli|postgresql).*"));
    }
  }

  private static void replaceWar(Path jar, String entry, String text) throws IOException {
    var war = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(war)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(text.getBytes(UTF_8));
    }
    try (var files = FileSystems.newFileSystem(jar, Map.of("noCompression", true))) {
      Files.write(files.getPath("MICRO-INF/deploy/ROOT.war"), war.toByteArray());
    }
  }

  private static Process start(Redirect output, String... arguments) throws IOException {
    return start(JAR, output, arguments);
  }

  private static Process start(String jar, Redirect output, String... arguments)
      throws IOException {
    var command = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow());
    command.command().addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.command().addAll(List.of("-jar", jar));
    command.command().addAll(List.of(arguments));
    return command.redirectErrorStream(true).redirectOutput(output).start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  /** Of all addresses of this machine, those on which somebody listens on a port. */
  private static List<InetAddress> addressesOf(int port) throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> listens(address, port))
        .toList();
  }

  private static boolean listens(InetAddress address, int port) {
    try (var socket = new Socket(address, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static HttpResponse<Void> get(int port, String path) throws Exception {
    var uri = new URI("http", null, LOOPBACK.getHostAddress(), port, path, null, null);
    var request = HttpRequest.newBuilder(uri).header("Accept-Encoding", "gzip").build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
  }
}
