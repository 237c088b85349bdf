package io.lumaris.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CgroupUsageTest {
  @TempDir Path root;

  @Test
  void versionTwoIsRead() throws IOException {
    write("system.slice/docker-abc.scope/cpu.stat", "usage_usec 1234567\nuser_usec 1\n");
    write("system.slice/docker-abc.scope/memory.peak", "1048576\n");

    CgroupUsage usage = CgroupUsage.of(root, "abc").orElseThrow();
    usage.sample();

    assertThat(usage.cpuMs()).isEqualTo(1234);
    assertThat(usage.peakMemoryBytes()).isEqualTo(1048576);
  }

  @Test
  void versionOneIsRead() throws IOException {
    write("cpuacct/docker/abc/cpuacct.usage", "2500000000\n");
    write("memory/docker/abc/memory.max_usage_in_bytes", "4096\n");

    CgroupUsage usage = CgroupUsage.of(root, "abc").orElseThrow();
    usage.sample();

    assertThat(usage.cpuMs()).isEqualTo(2500);
    assertThat(usage.peakMemoryBytes()).isEqualTo(4096);
  }

  @Test
  void theLastReadingStaysWhenTheFilesGo() throws IOException {
    write("docker/abc/cpu.stat", "usage_usec 5000\n");
    CgroupUsage usage = CgroupUsage.of(root, "abc").orElseThrow();
    usage.sample();
    Files.delete(root.resolve("docker/abc/cpu.stat"));

    usage.sample();

    assertThat(usage.cpuMs()).isEqualTo(5);
    assertThat(usage.peakMemoryBytes()).isNull();
  }

  @Test
  void anotherMachinesContainerIsNotGuessedAt() {
    assertThat(CgroupUsage.of(root, "abc")).isEmpty();
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
