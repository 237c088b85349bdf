package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.execution.Attempts.Ran;
import io.lumaris.job.JobSpec;
import io.lumaris.job.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The limits of the sandbox, reached on purpose. docs/sandbox.md names each test. */
final class SandboxLimitsIT {
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
  void tmpHoldsItsSizeAndNoMore() {
    Ran ran =
        attempts.run(
            memory(256, "dd if=/dev/zero of=/tmp/big bs=1M count=100; ls -l /tmp/big | tr -s ' '"));

    assertThat(ran.stderr()).contains("No space left on device");
    assertThat(ran.stdout()).contains(" 67108864 ");
  }

  @Test
  void aForkBombReachesItsLimitAndTheMachineGoesOn() {
    Ran ran =
        attempts.shell("i=0; while [ $i -lt 300 ]; do sleep 20 & i=$((i+1)); done; echo never");

    assertThat(ran.stdout()).doesNotContain("never");
    assertThat(ran.stderr()).contains("can't fork");
    assertThat(attempts.shell("echo fine").stdout()).isEqualTo("fine\n");
  }

  @Test
  void aMemoryBombIsKilledAtItsLimit() {
    Ran ran = attempts.shell("tail /dev/zero");

    assertThat(ran.outcome().reason()).isEqualTo(Reason.OUT_OF_MEMORY);
    assertThat(ran.outcome().exitCode()).isEqualTo(137);
    assertThat(ran.outcome().detail())
        .isEqualTo("The program was killed at its memory limit of 64 MB.");
  }

  @Test
  void filesInMemoryCountAgainstTheLimit() {
    Ran ran = attempts.run(memory(32, "dd if=/dev/zero of=/tmp/big bs=1M count=60; echo wrote $?"));

    assertThat(ran.outcome().reason() == Reason.OUT_OF_MEMORY || !ran.stdout().contains("wrote 0"))
        .as(ran.outcome() + ran.stdout() + ran.stderr())
        .isTrue();
  }

  @Test
  void itMayOpenThatManyFilesAndWritesNoCoreDump() {
    assertThat(inside("ulimit -n; ulimit -Hn; ulimit -c; ulimit -Hc"))
        .isEqualTo("1024\n1024\n0\n0\n");
  }

  @Test
  void theCpuLimitHolds() {
    assertThat(
            inside(
                "cat /sys/fs/cgroup/cpu.max /sys/fs/cgroup/cpu/cpu.cfs_quota_us 2>/dev/null"
                    + " | cut -d' ' -f1"))
        .isEqualTo("100000\n");
  }

  private static String inside(String command) {
    Ran ran = attempts.shell(command);
    assertThat(ran.outcome().succeeded()).as(ran.outcome() + ran.stderr()).isTrue();
    return ran.stdout();
  }

  private static JobSpec memory(int mb, String command) {
    return JobSpec.image(TestEngine.busybox())
        .command(command)
        .cpus(1.0)
        .memoryMb(mb)
        .timeoutS(600)
        .build();
  }
}
