package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.cli.Commands.Ran;
import io.lumaris.local.Operators;
import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lumaris policy} as a child process, on the real market. */
class PolicyCommandIT {
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  @TempDir private Path folder;
  private final NakamaService nakama = Services.nakama();
  private Commands commands;

  @BeforeEach
  void prepare() {
    commands = new Commands(folder, nakama);
  }

  @AfterEach
  void endWhatStillRuns() {
    commands.close();
  }

  @Test
  void anOperatorAddsARuleThatRefusesAJobAndRemovesIt() throws Exception {
    Ran stranger = commands.run("policy", "deny", "*cli-test/miner*");
    assertThat(stranger.exit()).isEqualTo(125);
    assertThat(stranger.err()).contains("only an operator of this market may do that");

    String account = first(UUID, commands.run("account").out());
    new Operators(Services.postgres().database()).add(account);
    Ran added = commands.run("policy", "deny", "*cli-test/miner*", "--note", "no mining");
    assertThat(added.out()).matches("Rule " + UUID + ": deny \\*cli-test/miner\\*\n");
    assertThat(commands.run("policy", "list").out())
        .containsPattern("deny +\\*cli-test/miner\\* +.* no mining\n");
    Ran refused = commands.run("run", "--image", "cli-test/miner", "--command", "true");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("by the rule \"deny *cli-test/miner*\" (no mining)");

    String id = first(UUID, added.out());
    assertThat(commands.run("policy", "remove", id).out()).isEqualTo("Removed.\n");
    assertThat(commands.run("policy", "remove", id).out()).isEqualTo("There was no such rule.\n");
    Ran wrong = commands.run("policy", "allow", "busybox");
    assertThat(wrong.err()).contains("pattern must be a pattern for an image's whole name");
    new Operators(Services.postgres().database()).remove(account);
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group();
  }
}
