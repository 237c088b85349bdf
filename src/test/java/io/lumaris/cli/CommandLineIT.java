package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.cli.Commands.Ran;
import io.lumaris.local.Database;
import io.lumaris.local.Operators;
import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The real jar as a child process, against the real market, with a seller that follows a script.
 */
class CommandLineIT {
  private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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
  void aPersonSeesThePriceBeforeAndWhatWasPaidAfter() throws Exception {
    assertThat(commands.run("quote", "--image", "a", "--timeout", "10s").out())
        .contains("for its time limit of 10 s", "can run it", "you have ");

    String id =
        commands
            .run("run", "--image", "a", "--command", "say hi", "--max-price", "0.5", "-d")
            .out()
            .strip();
    assertThat(commands.run("logs", id, "--follow").out()).isEqualTo("hi\n");
    assertThat(commands.run("job", id).out())
        .contains("held 0.5", "the buyer pays for the time used.");
    assertThat(commands.run("account").out()).contains("available", "spent");
    assertThat(commands.run("ledger").out()).contains("charge", "hold", "-0.5", id.substring(0, 8));

    Ran audit = commands.run("audit");
    assertThat(audit.exit()).isEqualTo(125);
    assertThat(audit.err()).contains("only an operator of this market may do that");
  }

  @Test
  void theOperatorWithTheDatabaseTopsUpAndSeesThatItAddsUp() {
    Database database = Services.postgres().database();
    String url =
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                database.user(),
                database.password(),
                database.host(),
                database.port(),
                database.name());
    String account = UUID.randomUUID().toString();
    CommandLine lumaris = Lumaris.commandLine().setOut(new PrintWriter(new StringWriter()));

    assertThat(lumaris.execute("operator", "top-up", account, "2.5", "--database", url)).isZero();
    assertThat(lumaris.execute("operator", "add", account, "--database", url)).isEqualTo(1);
    assertThat(lumaris.execute("audit", "--database", url)).isZero();
  }

  @Test
  void aPayoutIsAskedForByItsOwnerAndPaidByAnOperator() throws Exception {
    String asked = commands.run("payouts", "request", "2", "--note", "my bank").out();
    assertThat(asked).contains("requested", "my bank");
    String payout = UUIDS.matcher(asked).results().findFirst().orElseThrow().group();
    Ran refused = commands.run("payouts", "pay", payout);
    assertThat(refused.exit()).isEqualTo(125);
    assertThat(refused.err()).contains("only an operator of this market may do that");

    String account =
        UUIDS.matcher(commands.run("account").out()).results().findFirst().orElseThrow().group();
    Operators operators = new Operators(Services.postgres().database());
    operators.add(account);
    assertThat(commands.run("payouts", "waiting").out()).contains(payout, account);
    assertThat(commands.run("payouts", "pay", payout, "--note", "sent").out()).contains("done");
    assertThat(commands.run("payouts", "list").out()).contains("done", "sent");
    operators.remove(account);
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
