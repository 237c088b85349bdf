package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.execution.Attempts.Ran;
import io.lumaris.job.AppliedProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sandbox as a hostile program finds it from the inside. docs/sandbox.md names each test. */
final class SandboxIT {
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
  void itRunsAsNobodyInNoOtherGroup() {
    assertThat(inside("id -u; id -g; id -G")).isEqualTo("65534\n65534\n65534\n");
  }

  @Test
  void itHasNoCapabilityAndCanGainNone() {
    assertThat(inside("grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status").split("\n"))
        .contains(
            "CapInh:\t0000000000000000",
            "CapPrm:\t0000000000000000",
            "CapEff:\t0000000000000000",
            "CapBnd:\t0000000000000000",
            "CapAmb:\t0000000000000000",
            "NoNewPrivs:\t1",
            "Seccomp:\t2");
  }

  @Test
  void aSetuidProgramOfRootStaysNobody() {
    String image =
        TestEngine.image(
            "lumaris-test/setuid",
            "FROM "
                + TestEngine.busybox()
                + "\nCOPY busybox /bin/busybox-suid\nRUN chmod 4755 /bin/busybox-suid\n");

    Ran ran =
        attempts.run(Attempts.spec(image, "ls -ln /bin/busybox-suid; busybox-suid su -c id", null));

    assertThat(ran.stdout()).startsWith("-rwsr-xr-x");
    assertThat(ran.stderr()).contains("must be suid to work properly");
  }

  @Test
  void theRootFileSystemCannotBeWritten() {
    Ran ran =
        attempts.shell(
            "for d in / /bin /etc /var /root /dev /proc /sys; do echo x > $d/lumaris-was-here; done");

    assertThat(ran.outcome().exitCode()).isNotZero();
    assertThat(ran.stderr()).contains("can't create //lumaris-was-here: Read-only file system");
    assertThat(ran.stderr().split("can't create")).hasSize(9);
  }

  @Test
  void theOnlyPlacesThatCanBeWrittenAreSmallAndInMemory() {
    String writable =
        inside(
            "for m in $(cut -d' ' -f2 /proc/mounts) /root /home /var /run /etc; do"
                + " touch $m/x 2>/dev/null && df -k $m | tail -1 | tr -s ' ' | cut -d' ' -f1,2,6;"
                + " done; true");

    assertThat(writable.lines())
        .containsExactlyInAnyOrder(
            "tmpfs 65536 /tmp", "shm 65536 /dev/shm", "mqueue 0 /dev/mqueue");
  }

  @Test
  void tmpRunsNoPrograms() {
    Ran ran = attempts.shell("cp /bin/busybox /tmp/sh && chmod +x /tmp/sh && /tmp/sh true");

    assertThat(ran.outcome().exitCode()).isEqualTo(126);
    assertThat(ran.stderr()).contains("Permission denied");
  }

  @Test
  void aVolumeOfTheImageIsNoWayToTheHostsDisk() {
    String image =
        TestEngine.image(
            "lumaris-test/volume",
            "FROM " + TestEngine.busybox() + "\nVOLUME [\"/data\"]\nHEALTHCHECK CMD sleep 9999\n");

    Ran ran = attempts.run(Attempts.spec(image, "grep ' /data ' /proc/mounts", null));

    assertThat(ran.stdout()).startsWith("tmpfs /data tmpfs rw,nosuid,nodev,noexec");
    assertThat(ran.outcome().profile().binds()).isZero();
  }

  @Test
  void thereIsNoNetwork() {
    assertThat(inside("ip -o link | cut -d: -f2; ip -o addr; ip route; cat /proc/net/route"))
        .doesNotContain("eth", "00000000")
        .containsOnlyOnce("inet ")
        .contains("inet 127.0.0.1/8");
    Ran ran = attempts.shell("ping -c1 -w1 127.0.0.1; wget -T1 -q http://1.1.1.1/; nslookup a.b");
    assertThat(ran.outcome().exitCode()).isNotZero();
  }

  @Test
  void theEnginesSocketIsNotThere() {
    assertThat(inside("ls /var/run/docker.sock /run/docker.sock 2>&1 || true"))
        .contains("/var/run/docker.sock: No such file")
        .contains("/run/docker.sock: No such file");
  }

  @Test
  void nothingCanBeMountedAndNoNamespaceMade() {
    Ran ran =
        attempts.shell(
            "mount -t tmpfs x /tmp; mount -o remount,rw /; umount /proc; unshare -U true; unshare -n true; chroot / true");

    assertThat(
            ran.stderr()
                .lines()
                .filter(line -> line.contains("not permitted") || line.contains("denied"))
                .count())
        .as(ran.stderr())
        .isEqualTo(6);
  }

  @Test
  void theKernelsSettingsCannotBeChanged() {
    Ran ran =
        attempts.shell(
            "echo 1 > /proc/sys/vm/overcommit_memory; echo b > /proc/sysrq-trigger;"
                + " echo x > /proc/sys/kernel/core_pattern; mknod /tmp/disk b 8 0; hostname evil;"
                + " date -s 2000-01-01; dmesg");

    assertThat(ran.outcome().exitCode()).isNotZero();
    assertThat(ran.stderr().lines().count()).as(ran.stderr()).isGreaterThanOrEqualTo(7);
  }

  @Test
  void otherProcessesOfTheMachineCannotBeSeen() {
    assertThat(inside("ls -d /proc/[0-9]* | wc -l").strip()).matches("[1-5]");
  }

  @Test
  void linksInTmpLeadNowhere() {
    Ran ran =
        attempts.shell(
            "ln -s /proc/1/root/etc /tmp/a; ln -s /proc/1/environ /tmp/b; ln -s / /tmp/c;"
                + " echo x > /tmp/a/passwd; echo x > /tmp/c/x; ls /tmp/a/../..//host");

    assertThat(ran.outcome().exitCode()).isNotZero();
    assertThat(ran.stderr().lines().count()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void anInitReapsWhatTheProgramLeaves() {
    assertThat(inside("cat /proc/1/comm; sh -c 'sleep 0 & exec true'; echo $$"))
        .startsWith("docker-init\n")
        .doesNotEndWith("\n1\n");
  }

  @Test
  void whatIsReportedIsWhatTheEngineApplied() {
    Ran ran = attempts.shell("true");
    AppliedProfile profile = ran.outcome().profile();

    assertThat(profile)
        .isEqualTo(
            new AppliedProfile(
                "runc",
                "none",
                64L << 20,
                64L << 20,
                1.0,
                128L,
                true,
                Map.of("/tmp", "rw,noexec,nosuid,nodev,size=64m"),
                List.of("ALL"),
                List.of(),
                true,
                "default",
                "65534:65534",
                Map.of("nofile", 1024L, "core", 0L),
                true,
                "no",
                0,
                ran.outcome().imageDigest()));
  }

  private static String inside(String command) {
    Ran ran = attempts.shell(command);
    assertThat(ran.outcome().succeeded()).as(ran.outcome() + ran.stderr()).isTrue();
    return ran.stdout();
  }
}
