package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine lumaris =
      Lumaris.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

  @TempDir private Path data;

  @ParameterizedTest
  @CsvSource({"90,90", "90s,90", "10m,600", "2h,7200", "1d,86400", "1H,3600"})
  void aTimeIsSecondsOrHasAUnit(String text, int seconds) {
    assertThat(new Seconds().convert(text)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource({"512,512", "512m,512", "2g,2048", "1GB,1024"})
  void memoryIsMegabytesOrHasAUnit(String text, int megabytes) {
    assertThat(new Megabytes().convert(text)).isEqualTo(megabytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5h", "ten", "1w"})
  void whatIsNoTimeIsRefused(String text) {
    org.junit.jupiter.api.Assertions.assertThrows(
        TypeConversionException.class, () -> new Seconds().convert(text));
  }

  @Test
  void everyCommandHasHelpWithADescription() {
    lumaris
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(command.getUsageMessage()).as(name).contains("Usage: lumaris " + name));
  }

  @Test
  void anExampleInTheHelpIsNeverBrokenAndASentenceIsFilledUpToTheWidth() {
    String help = lumaris.getSubcommands().get("up").getUsageMessage();

    assertThat(help)
        .contains(
            "  LUMARIS_DATABASE_PASSWORD=… lumaris up --database postgresql://nakama@db:5432/nakama")
        .contains(
            """
            What is missing is got: Docker Engine from the distribution (as root), the
            Nakama server as the program `nakama` on the PATH, from its image, or built with
            Go. Ctrl-C ends everything.

            Examples:
              lumaris up
            """);
  }

  @Test
  void aMistakeIsSaidWithoutAllTheOptionsThatWouldPushItOffTheScreen() {
    assertThat(lumaris.execute("run", "--no-such-option")).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains("lumaris run --help").hasLineCount(2);
  }

  @Test
  void aMissingSubcommandIsAnsweredWithTheList() {
    assertThat(lumaris.execute("payouts")).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains("request", "waiting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy remove", "payouts pay", "payouts refuse"})
  void whatIsNoIdIsRefusedWithoutAWordOfJava(String command) {
    String[] words = (command + " x").split(" ", -1);

    assertThat(lumaris.execute(words)).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains("'x' is not a whole id").doesNotContain("java");
  }

  @Test
  void anOptionThatIsMissingIsNamedAndIsAUsageError() {
    assertThat(lumaris.execute("run", "--command", "true")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("--image");
  }

  @Test
  void aValueThatIsNoNumberNamesItsOption() {
    assertThat(lumaris.execute("run", "--image", "a", "--memory", "lots")).isEqualTo(2);
    assertThat(err.toString()).contains("--memory").contains("'lots' is not an amount of memory");
  }

  @Test
  void aMistypedCommandIsAnsweredWithTheOneThatWasMeant() {
    assertThat(lumaris.execute("cancle", "x")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("Did you mean", "lumaris cancel");
  }

  @Test
  void aNakamaThatDoesNotAnswerIsSaidInOneSentenceWithTheFix() throws IOException {
    int nobody = freePort();

    int exit =
        lumaris.execute(
            "run",
            "--server",
            "127.0.0.1:" + nobody,
            "--data",
            data.toString(),
            "--image",
            "a",
            "--command",
            "true");

    assertThat(exit).isEqualTo(ExitCodes.MARKET);
    assertThat(err.toString()).contains("127.0.0.1:" + nobody, "lumaris up").hasLineCount(1);
  }

  @Test
  void anEnvironmentVariableThatIsNotHereIsNamed() {
    int exit =
        lumaris.execute(
            "run", "--data", data.toString(), "--image", "a", "--env", "NO_SUCH_VARIABLE_HERE");

    assertThat(exit).isNotZero();
    assertThat(err.toString()).contains("NO_SUCH_VARIABLE_HERE");
  }

  @Test
  void theBuyersIdentityIsMadeOnceAndOnlyItsOwnerMayReadIt() throws IOException {
    String id = BuyerIdentity.of(data.resolve("new"));

    assertThat(BuyerIdentity.of(data.resolve("new"))).isEqualTo(id).hasSize(64);
    assertThat(Files.getPosixFilePermissions(data.resolve("new/buyer-identity")))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    assertThat(data.resolve("new")).isDirectoryContaining(file -> true);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
