package io.lumaris.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real jar as a child process, against the real market, with a seller that follows a script.
 */
class CommandLineIT {
  private static final Path JAR = Path.of("target", "lumaris.jar").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static NakamaService nakama;
  private static BenchMarket market;
  private static ScriptedSeller seller;

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void startTheMarket() {
    nakama = Services.nakama();
    market = new BenchMarket("127.0.0.1:" + nakama.port(), nakama.serverKey());
    seller = new ScriptedSeller(market.account().market());
  }

  @AfterAll
  static void endTheSeller() {
    seller.close();
    market.close();
  }

  @AfterEach
  void endWhatStillRuns() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void theProgramsOutputIsPrintedAndItsExitCodePassedOn() throws Exception {
    Ran hello = run("run", "--image", "a", "--command", "say Hello world!");
    assertThat(hello.out).isEqualTo("Hello world!\n");
    assertThat(hello.exit).isZero();

    Ran failed = run("run", "--image", "a", "--command", "exit 7");
    assertThat(failed.exit).isEqualTo(7);
    assertThat(failed.err).contains("exit code 7");
  }

  @Test
  void whatTheMarketCouldNotDoIs125WithTheSentence() throws Exception {
    Ran ran = run("run", "--image", "a", "--command", "break", "--max-attempts", "1", "-q");

    assertThat(ran.exit).isEqualTo(125);
    assertThat(ran.err).contains("lumaris: Failed: ").hasLineCount(1);
  }

  @Test
  void aFieldThatIsOutOfBoundsIsNamed() throws Exception {
    Ran ran = run("run", "--image", "a", "--memory", "1");

    assertThat(ran.exit).isEqualTo(125);
    assertThat(ran.err).contains("memory_mb must be between 16 and 262144, you sent 1");
  }

  @Test
  void ctrlCCancelsTheJobAndEndsWith130() throws Exception {
    Process process = start("run", "--image", "a", "--command", "hang");
    awaitText("err", "Running on");

    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(run("jobs", "--state", "cancelled").out).contains("hang");
  }

  @Test
  void aDetachedJobIsFollowedLaterAndFoundByTheFirstCharactersOfItsId() throws Exception {
    String id = run("run", "--image", "a", "--command", "say later", "--detach").out.strip();

    assertThat(run("logs", id.substring(0, 8), "--follow").out).isEqualTo("later\n");
    assertThat(run("job", id.substring(0, 8)).out).contains("succeeded", id);
    assertThat(run("cancel", id).out).contains("had already ended: succeeded");
  }

  @Test
  void scriptsGetOneJsonObjectPerLine() throws Exception {
    Ran ran = run("run", "--image", "a", "--command", "say json", "--json");

    assertThat(ran.out.lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(ran.out).contains("\"text\":\"json\\n\"", "\"state\":\"succeeded\"");
  }

  @Test
  void anotherBuyersJobIsNotThere() throws Exception {
    String id = run("run", "--image", "a", "--command", "say mine", "--detach").out.strip();

    Ran other = runAs("somebody-else", "job", id);

    assertThat(other.exit).isEqualTo(125);
    assertThat(other.out + other.err).doesNotContain("mine");
  }

  @Test
  void aWrongKeyIsSaidInOneSentence() throws Exception {
    Ran ran = run("run", "--image", "a", "--command", "say x", "--key", "wrong");

    assertThat(ran.exit).isEqualTo(125);
    assertThat(ran.err).containsIgnoringCase("key").hasLineCount(1);
  }

  @Test
  void thePromptReadsFromAPipeAndEndsWhenItsJobsHave() throws Exception {
    Path input = Files.writeString(folder.resolve("in"), "submit a say from the prompt\nlist\n");
    Process process = launch(folder.resolve("buyer"), input, "buyer");

    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(text("out")).contains("from the prompt", "sellers are online");
  }

  @Test
  void aRestartOfNakamaNeitherLosesNorRepeatsALine() throws Exception {
    Process process = start("run", "--image", "a", "--command", "count", "-q");
    seller.next();
    awaitText("out", "line 1\n");

    nakama.kill();
    seller.next();
    nakama.restart();
    seller.next();
    awaitText("out", "line 3\n");
    seller.end();

    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(text("out")).isEqualTo("line 1\nline 2\nline 3\n");
    assertThat(process.exitValue()).isZero();
  }

  private record Ran(int exit, String out, String err) {}

  private Ran run(String... arguments) throws Exception {
    return runAs("buyer", arguments);
  }

  private Ran runAs(String identity, String... arguments) throws Exception {
    Process process = launch(folder.resolve(identity), Path.of("/dev/null"), arguments);
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), text("out"), text("err"));
  }

  private Process start(String... arguments) throws IOException {
    return launch(folder.resolve("buyer"), Path.of("/dev/null"), arguments);
  }

  private Process launch(Path data, Path input, String... arguments) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("LUMARIS_SERVER", "127.0.0.1:" + nakama.port());
    builder.environment().put("LUMARIS_KEY", nakama.serverKey());
    builder.environment().put("LUMARIS_DATA", data.toString());
    Process process =
        builder
            .redirectInput(input.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    started.add(process);
    return process;
  }

  private void awaitText(String file, String text) {
    await().atMost(LIMIT).until(() -> text(file).contains(text));
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file), UTF_8);
  }
}
