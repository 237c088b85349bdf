package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.cli.Commands.Ran;
import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real jar as a child process, against the real market, with a seller that follows a script.
 */
class CommandLineIT {
  private static NakamaService nakama;
  private static BenchMarket market;
  private static ScriptedSeller seller;

  @TempDir private Path folder;
  private Commands commands;

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

  @BeforeEach
  void prepare() {
    commands = new Commands(folder, nakama);
  }

  @AfterEach
  void endWhatStillRuns() {
    commands.close();
  }

  @Test
  void theProgramsOutputIsPrintedAndItsExitCodePassedOn() throws Exception {
    Ran hello = commands.run("run", "--image", "a", "--command", "say Hello world!");
    assertThat(hello.out()).isEqualTo("Hello world!\n");
    assertThat(hello.exit()).isZero();

    Ran failed = commands.run("run", "--image", "a", "--command", "exit 7");
    assertThat(failed.exit()).isEqualTo(7);
    assertThat(failed.err()).contains("exit code 7");
  }

  @Test
  void whatTheMarketCouldNotDoIs125WithTheSentence() throws Exception {
    Ran ran =
        commands.run("run", "--image", "a", "--command", "break", "--max-attempts", "1", "-q");

    assertThat(ran.exit()).isEqualTo(125);
    assertThat(ran.err()).contains("lumaris: Failed: ").hasLineCount(1);
  }

  @Test
  void aFieldThatIsOutOfBoundsIsNamed() throws Exception {
    Ran ran = commands.run("run", "--image", "a", "--memory", "1");

    assertThat(ran.exit()).isEqualTo(125);
    assertThat(ran.err()).contains("memory_mb must be between 16 and 262144, you sent 1");
  }

  @Test
  void aDetachedJobIsFollowedLaterAndFoundByTheFirstCharactersOfItsId() throws Exception {
    String id =
        commands.run("run", "--image", "a", "--command", "say later", "--detach").out().strip();

    assertThat(commands.run("logs", id.substring(0, 8), "--follow").out()).isEqualTo("later\n");
    assertThat(commands.run("job", id.substring(0, 8)).out()).contains("succeeded", id);
    assertThat(commands.run("cancel", id).out()).contains("had already ended: succeeded");
  }

  @Test
  void scriptsGetOneJsonObjectPerLine() throws Exception {
    Ran ran = commands.run("run", "--image", "a", "--command", "say json", "--json");

    assertThat(ran.out().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(ran.out()).contains("\"text\":\"json\\n\"", "\"state\":\"succeeded\"");
  }

  @Test
  void anotherBuyersJobIsNotThere() throws Exception {
    String id =
        commands.run("run", "--image", "a", "--command", "say mine", "--detach").out().strip();

    Ran other = commands.with("LUMARIS_DATA", folder.resolve("other").toString()).run("job", id);

    assertThat(other.exit()).isEqualTo(125);
    assertThat(other.out() + other.err()).doesNotContain("mine");
  }

  @Test
  void aWrongKeyIsSaidInOneSentence() throws Exception {
    Ran ran = commands.run("run", "--image", "a", "--command", "say x", "--key", "wrong");

    assertThat(ran.exit()).isEqualTo(125);
    assertThat(ran.err()).containsIgnoringCase("key").hasLineCount(1);
  }

  @Test
  void aRestartOfNakamaNeitherLosesNorRepeatsALine() throws Exception {
    Commands.Running counting = commands.start("run", "--image", "a", "--command", "count", "-q");
    seller.next();
    counting.awaitOut("line 1\n");

    nakama.kill();
    seller.next();
    nakama.restart();
    seller.next();
    counting.awaitOut("line 3\n");
    seller.end();

    assertThat(counting.end()).isEqualTo(new Ran(0, "line 1\nline 2\nline 3\n", ""));
  }
}
