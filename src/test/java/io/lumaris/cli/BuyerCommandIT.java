package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.cli.Commands.Ran;
import io.lumaris.cli.Commands.Running;
import io.lumaris.testing.EmptyMarket;
import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The buyer's prompt, read from a pipe and typed at in a terminal. */
class BuyerCommandIT {
  private final NakamaService nakama = Services.nakama();
  @TempDir private Path folder;
  private Commands commands;
  private BenchMarket market;
  private ScriptedSeller seller;

  @BeforeEach
  void prepare() {
    EmptyMarket.clear();
    commands = new Commands(folder, nakama).with("TERM", "xterm");
    market = new BenchMarket("127.0.0.1:" + nakama.port(), nakama.serverKey());
    seller = new ScriptedSeller(market.account().market());
  }

  @AfterEach
  void end() {
    commands.close();
    seller.close();
    market.close();
  }

  @Test
  void aPipeIsReadToItsEndAndTheJobsToTheirs() throws Exception {
    Ran ran =
        commands.startReading("submit a say from the prompt\nlist\nsubmit\ndance\n", "buyer").end();

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("sellers are online", "from the prompt", "say from the prompt")
        .contains("Say it like this: submit", "There is no dance here.");
  }

  @Test
  void aPersonAtATerminalSubmitsWatchesListsAndCancels() throws Exception {
    Running prompt = commands.startInTerminal("buyer").awaitOut("lumaris> ");

    prompt.type("submit a say typed by hand").awaitOut("Succeeded on");
    await().untilAsserted(() -> assertThat(sinceSuccess(prompt)).contains("typed by hand"));
    prompt.type("submit a hang").awaitOut("submit a hang");
    prompt.awaitOut("Waiting: ");
    await()
        .untilAsserted(
            () -> assertThat(sinceSuccess(prompt.type("list"))).containsPattern("running.*hang"));
    prompt.type("cancel " + runningId(prompt.out())).awaitOut("Cancelled");
    prompt.type("quit");

    assertThat(prompt.end().exit()).isZero();
  }

  @Test
  void aWrongKeyIsSaidBeforeAnythingIsTyped() throws Exception {
    Ran ran = commands.run("buyer", "--key", "wrong");

    assertThat(ran.exit()).isEqualTo(125);
    assertThat(ran.err()).contains("refuses the server key").hasLineCount(1);
  }

  private static String sinceSuccess(Running prompt) throws IOException {
    String screen = prompt.out();
    return screen.substring(screen.indexOf("Succeeded on"));
  }

  /** The first characters of the id of a job that runs, as the list shows them. */
  private static String runningId(String screen) {
    Matcher id = Pattern.compile("([0-9a-f]{8}) +running").matcher(screen);
    assertThat(id.find()).isTrue();
    return id.group(1);
  }
}
