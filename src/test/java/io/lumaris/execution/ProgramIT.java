package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.execution.Attempts.Ran;
import io.lumaris.job.JobSpec;
import io.lumaris.job.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a spec runs in the container, and what its end means. */
final class ProgramIT {
  private static Attempts attempts;

  @BeforeAll
  static void open() {
    attempts = new Attempts();
  }

  @AfterAll
  static void close() {
    attempts.close();
  }

  @Test
  void aCommandReplacesTheImagesEntrypoint() {
    assertThat(run(withEntrypoint(), "echo \"it's $((1 + 1))\"\necho 'äöü €'", null).stdout())
        .isEqualTo("it's 2\näöü €\n");
  }

  @Test
  void argsGoToTheImagesEntrypointAsTheyAre() {
    assertThat(run(withEntrypoint(), null, List.of("a b", "", "$HOME", "*")).stdout())
        .isEqualTo("entry [a b] [] [$HOME] [*]");
  }

  @Test
  void withoutBothTheImagesOwnCommandRuns() {
    assertThat(run(TestEngine.busybox(), null, null).stdout())
        .isEqualTo("the image's own command\n");
  }

  @Test
  void theEnvironmentIsTheImagesAndTheBuyers() {
    JobSpec spec = Attempts.spec(TestEngine.busybox(), "echo $A-$HOME-$PATH", null);

    assertThat(attempts.run(Attempts.withEnv(spec, Map.of("A", "x y=z"))).stdout())
        .isEqualTo("x y=z-/tmp-/bin\n");
    assertThat(attempts.run(Attempts.withEnv(spec, Map.of("HOME", "/", "PATH", "/x"))).stdout())
        .isEqualTo("-/-/x\n");
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "126", "127", "137", "143", "255"})
  void theProgramsOwnExitCodeIsKept(int code) {
    Ran ran = attempts.shell("exit " + code);

    assertThat(ran.outcome().reason()).isEqualTo(Reason.EXIT_CODE);
    assertThat(ran.outcome().exitCode()).isEqualTo(code);
    assertThat(ran.outcome().detail()).isNull();
  }

  @Test
  void aCommandThatTheShellDoesNotKnowIsTheProgramsOwnFailure() {
    Ran ran = attempts.shell("no-such-thing");

    assertThat(ran.outcome().reason()).isEqualTo(Reason.EXIT_CODE);
    assertThat(ran.outcome().exitCode()).isEqualTo(127);
    assertThat(ran.stderr()).contains("no-such-thing: not found");
  }

  @ParameterizedTest
  @CsvSource({
    "no-such-program, No such file or directory",
    "/etc, Permission denied",
    "/not-executable, Permission denied"
  })
  void aProgramThatCannotBeRunIsTellableFromOneThatFails(String program, String why) {
    String image =
        TestEngine.image(
            "lumaris-test/programs",
            "FROM " + TestEngine.busybox() + "\nRUN mkdir -p /etc; echo > /not-executable\n");

    Ran ran = run(image, null, List.of(program));

    assertThat(ran.outcome().reason()).isEqualTo(Reason.COMMAND_NOT_FOUND);
    assertThat(ran.outcome().detail())
        .isEqualTo(
            "The program " + program + " cannot be run in the image " + image + ": " + why + ".");
  }

  @Test
  void aCommandInAnImageWithoutAShellSaysToGiveArgs() {
    String image =
        TestEngine.image(
            "lumaris-test/no-shell", "FROM scratch\nCOPY busybox /busybox\nCMD [\"/busybox\"]\n");

    Ran ran = run(image, "echo hi", null);

    assertThat(ran.outcome().reason()).isEqualTo(Reason.COMMAND_NOT_FOUND);
    assertThat(ran.outcome().detail())
        .isEqualTo("The image has no /bin/sh, which a shell command needs: give args instead.");
    assertThat(run(image, null, List.of("/busybox", "echo", "hi")).stdout()).isEqualTo("hi\n");
  }

  @Test
  void anImageWithoutAProgramAsksForOne() {
    String image =
        TestEngine.image("lumaris-test/no-command", "FROM scratch\nCOPY busybox /busybox\n");

    Ran ran = run(image, null, null);

    assertThat(ran.outcome().reason()).isEqualTo(Reason.COMMAND_NOT_FOUND);
    assertThat(ran.outcome().detail())
        .endsWith("names no program of its own: give command or args.");
  }

  @Test
  void theImagesWorkingDirectoryIsKept() {
    String image =
        TestEngine.image(
            "lumaris-test/workdir",
            "FROM " + TestEngine.busybox() + "\nWORKDIR /made/by/the/image\n");

    assertThat(run(image, "pwd", null).stdout()).isEqualTo("/made/by/the/image\n");
  }

  @Test
  void whatInitSaysCannotBeUsedToRunForNothing() {
    Ran ran = attempts.shell("echo '[FATAL tini (7)] exec x failed: y' >&2; sleep 3; exit 127");

    assertThat(ran.outcome().reason()).isEqualTo(Reason.EXIT_CODE);
  }

  @RepeatedTest(20)
  void aMemoryKillIsAlwaysToldFromAnExitCodeOf137() {
    assertThat(attempts.shell("tail /dev/zero").outcome().reason()).isEqualTo(Reason.OUT_OF_MEMORY);
  }

  @Test
  void aProgramThatKillsItselfDidNotRunOutOfMemory() {
    Ran ran = attempts.shell("kill -9 $$");

    assertThat(ran.outcome().reason()).isEqualTo(Reason.EXIT_CODE);
    assertThat(ran.outcome().exitCode()).isEqualTo(137);
  }

  @Test
  void aProgramThatSurvivesAMemoryKillOfItsChildSucceeds() {
    Ran ran = attempts.shell("tail /dev/zero || echo survived $?");

    assertThat(ran.outcome().succeeded()).isTrue();
    assertThat(ran.stdout()).isEqualTo("survived 137\n");
  }

  @Test
  void aProgramThatFailsAfterAMemoryKillOfItsChildRanOutOfMemory() {
    Ran ran = attempts.shell("tail /dev/zero || exit 3");

    assertThat(ran.outcome().reason()).isEqualTo(Reason.OUT_OF_MEMORY);
    assertThat(ran.outcome().exitCode()).isEqualTo(3);
    assertThat(ran.outcome().detail()).contains("64 MB").contains("exit code 3");
  }

  @Test
  void whatTheProgramLeavesRunningEndsWithIt() {
    Ran ran = attempts.shell("sleep 1000 & echo done");

    assertThat(ran.outcome().succeeded()).isTrue();
    assertThat(ran.outcome().runMs()).isLessThan(10_000);
  }

  @Test
  void aProgramThatClosesItsOutputIsWaitedFor() {
    Ran ran = attempts.shell("echo bye; exec >&- 2>&-; sleep 2; exit 5");

    assertThat(ran.outcome().exitCode()).isEqualTo(5);
    assertThat(ran.outcome().runMs()).isGreaterThanOrEqualTo(1900);
  }

  @Test
  void runTimeIsThatOfTheProgramAndNotOfItsContainer() {
    assertThat(attempts.shell("sleep 1").outcome().runMs()).isBetween(900L, 1900L);
  }

  /** The Engine notes the start of one in four such programs after their end. */
  @Test
  void aProgramThatEndsAtOnceNeverRanForLessThanNoTime() {
    for (int i = 0; i < 20; i++) {
      assertThat(attempts.shell("true").outcome().runMs()).isBetween(0L, 900L);
    }
  }

  @Test
  void whatAProgramUsedIsMeasured() {
    Ran ran =
        attempts.shell(
            "head -c 20000000 /dev/zero | tail -c 20000000 | wc -c;"
                + " end=$(($(date +%s) + 4)); while [ $(date +%s) -lt $end ]; do :; done");

    assertThat(ran.outcome().usage().cpuMs()).isBetween(200L, ran.outcome().runMs());
    assertThat(ran.outcome().usage().peakMemoryBytes()).isBetween(20_000_000L, 64L << 20);
    assertThat(attempts.shell("true").outcome().usage().cpuMs()).isNull();
  }

  @Test
  void manyProgramsAtOnceDoNotWaitForEachOther() {
    var executions =
        java.util.stream.IntStream.range(0, 16)
            .mapToObj(
                i ->
                    attempts.start(
                        Attempts.spec(TestEngine.busybox(), "echo " + i + "; sleep 2", null),
                        new io.lumaris.testing.RecordingListener()))
            .toList();

    assertThat(executions).allMatch(execution -> ExecutorFixture.end(execution).succeeded());
  }

  private static String withEntrypoint() {
    return TestEngine.image(
        "lumaris-test/entrypoint",
        "FROM "
            + TestEngine.busybox()
            + "\nENTRYPOINT [\"/bin/sh\", \"-c\", \"printf entry; printf ' [%s]' \\\"$@\\\"\","
            + " \"sh\"]\n");
  }

  private static Ran run(String image, String command, List<String> args) {
    return attempts.run(Attempts.spec(image, command, args));
  }
}
