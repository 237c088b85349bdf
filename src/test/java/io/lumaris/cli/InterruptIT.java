package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.cli.Commands.Ran;
import io.lumaris.cli.Commands.Running;
import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in {@code lumaris run}: the real signal to the real process. */
class InterruptIT {
  private final NakamaService nakama = Services.nakama();
  @TempDir private Path folder;
  private Commands commands;
  private BenchMarket market;
  private ScriptedSeller seller;
  private Running hanging;

  @BeforeEach
  void runAJobThatHangs() throws IOException {
    commands = new Commands(folder, nakama);
    market = new BenchMarket("127.0.0.1:" + nakama.port(), nakama.serverKey());
    seller = new ScriptedSeller(market.account().market());
    hanging = commands.start("run", "--image", "a", "--command", "hang").awaitErr("Running on");
  }

  @AfterEach
  void end() {
    nakama.goOn();
    commands.close();
    seller.close();
    market.close();
  }

  @Test
  void ctrlCCancelsTheJobAndEndsWith130() throws Exception {
    assertThat(hanging.ctrlC().end().exit()).isEqualTo(130);
    assertThat(commands.run("jobs", "--state", "cancelled").out()).contains("hang");
  }

  @Test
  void aSecondCtrlCLeavesAtOnceThoughTheMarketDoesNotAnswer() throws Exception {
    nakama.holdUp();

    Ran ran = hanging.ctrlC().awaitErr("Ctrl-C again").ctrlC().end();

    assertThat(ran.exit()).isEqualTo(130);
    assertThat(ran.err()).doesNotContain("did not answer");
  }

  @Test
  void oneCtrlCEndsThoughTheMarketDoesNotAnswerAndSaysThatTheJobGoesOn() throws Exception {
    nakama.holdUp();

    Ran ran = hanging.ctrlC().end();

    assertThat(ran.exit()).isEqualTo(130);
    assertThat(ran.err()).contains("did not answer within 5 s", "lumaris cancel");
  }
}
