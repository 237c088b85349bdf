package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.cli.Commands.Ran;
import io.lumaris.local.Ports;
import io.lumaris.testing.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a seller or a portal says that does not start because of a setting. */
class WrongSettingsIT {
  private final String port = Integer.toString(Ports.free());
  @TempDir private Path folder;
  private Commands commands;

  @BeforeEach
  void prepare() {
    commands = new Commands(folder, Services.nakama());
  }

  @AfterEach
  void endWhatStillRuns() {
    commands.close();
  }

  @Test
  void aSettingsFileThatIsWrongIsTheLastThingSaid() throws Exception {
    Path file = folder.resolve("buyer").resolve("seller.id.settings.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"filters\":{\"max_cpus\":0}}");

    assertThat(lastWords("seller", "seller"))
        .isEqualTo(
            "  The file "
                + file
                + " has a wrong value: filters.max_cpus must be a number, such as 2 or 0.5, from"
                + " 0.1 to 4096, it is 0. Correct it, or delete it to go by the configuration"
                + " (lumaris.seller.*) again.");
  }

  @Test
  void aFlagThatIsWrongIsTheLastThingSaid() throws Exception {
    assertThat(lastWords("seller", "seller", "--slots", "0"))
        .isEqualTo("  lumaris.seller.slots must be between 1 and 1024, it is 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LUMARIS_PORTAL_ORIGINS     | lumaris.example | lumaris.portal.origins must list origins such as https://lumaris.example, it has lumaris.example",
        "LUMARIS_PAYMENTS_PROCESSOR | cash            | lumaris.payments.processor must be none or stripe, it is cash",
      })
  void aSettingOfThePortalThatIsWrongIsTheLastThingSaid(
      String variable, String value, String sentence) throws Exception {
    commands.with(variable, value);

    assertThat(lastWords("web", "portal")).isEqualTo("  " + sentence);
  }

  /** What a command that does not start says, but for the line above its reason. */
  private String lastWords(String command, String name, String... options) throws Exception {
    Ran ran = commands.run(Commands.onPort(port, command, options));
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("lumaris: The " + name + " did not start").hasLineCount(2);
    return ran.err().lines().skip(1).findFirst().orElseThrow();
  }
}
