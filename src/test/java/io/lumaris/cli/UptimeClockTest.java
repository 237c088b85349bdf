package io.lumaris.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class UptimeClockTest {
  private static final double FINENESS_MS = 1;

  @Test
  void aShellAndThisProgramAgreeAboutTheMoment() throws Exception {
    UptimeClock clock = UptimeClock.compared();
    double before = UptimeClock.nowMs();
    Process shell = new ProcessBuilder("/bin/sh", "-c", UptimeClock.program(3)).start();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    double after = UptimeClock.nowMs();

    List<String> lines = printed.lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.stream().map(line -> clock.printedMs(line).orElseThrow()))
        .isSorted()
        .allMatch(ms -> ms > before - FINENESS_MS && ms < after + FINENESS_MS);
  }

  @Test
  void aLineThatNamesNoTimeHasNone() {
    assertThat(UptimeClock.compared().printedMs("hello 12.34")).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void theClockOfAnotherMachineIsNotMistakenForALongDelay() {
    assertThat(UptimeClock.isPossible(59_000)).isTrue();
    assertThat(UptimeClock.isPossible(-3_600_000)).isFalse();
  }
}
