package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.cli.Commands.Ran;
import io.lumaris.cli.Commands.Running;
import io.lumaris.local.Ports;
import io.lumaris.testing.NakamaService;
import io.lumaris.testing.Services;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up}, {@code status}, {@code doctor} and {@code down} as processes. */
class MachineCommandsIT {
  private static final String NO_DOCKER = "tcp://127.0.0.1:1";

  private final NakamaService nakama = Services.nakama();
  private final String server = "127.0.0.1:" + nakama.port();
  private final String port = Integer.toString(Ports.free());
  @TempDir private Path folder;
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
  void whatRunsIsShownByStatusFoundWellByDoctorAndEndedByDown() throws Exception {
    Running up = commands.start("up", "--server", server, "--no-seller", "--port", port);
    up.awaitOut("Ctrl-C ends it.");

    Ran status = commands.run("status");
    assertThat(status.exit()).isZero();
    assertThat(status.out()).contains("portal", "healthy", "127.0.0.1:" + port);
    assertThat(commands.run("status", "--json").out()).contains("\"ready\":true");
    assertThat(commands.run("doctor").out()).contains("LUMARIS runs and is healthy");
    assertThat(commands.run("down").exit()).isZero();
    assertThat(up.end().err()).isEmpty();
    assertThat(commands.run("status").exit()).isEqualTo(1);
  }

  @Test
  void whereNothingRunsStatusSaysHowToStart() throws Exception {
    Ran ran = commands.run("status");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("lumaris up").hasLineCount(1);
    assertThat(commands.run("status", "--json").out()).contains("\"running\":false");
  }

  @Test
  void doctorFindsAPortThatIsTakenAndADockerThatIsNotWhereItShouldBe() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String number = Integer.toString(taken.getLocalPort());

      Ran ran = commands.with("DOCKER_HOST", NO_DOCKER).run("doctor", "--port", number);

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.out())
          .contains("Port " + number + ", which the page needs, is in use by")
          .contains("Docker at " + NO_DOCKER + " does not answer: start it, or unset DOCKER_HOST.");
    }
  }

  @Test
  void upWithoutDockerEndsWithTheWayOut() throws Exception {
    Ran ran = commands.with("DOCKER_HOST", NO_DOCKER).run("up", "--server", server, "--port", port);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .contains("Docker at " + NO_DOCKER + " does not answer: start it, or unset DOCKER_HOST.");
  }

  @Test
  void upOnAPortThatIsTakenNamesTheProgramThatHasIt() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String number = Integer.toString(taken.getLocalPort());

      Ran ran = commands.run("up", "--server", server, "--no-seller", "--port", number);

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).contains("Port " + number, "is in use by", "--port");
    }
  }

  @Test
  void upForAServerThatDoesNotAnswerSaysSo() throws Exception {
    String nobody = "127.0.0.1:" + Ports.free();

    Ran ran = commands.run("up", "--server", nobody, "--no-seller", "--port", port);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("No Nakama server answers at " + nobody);
  }
}
