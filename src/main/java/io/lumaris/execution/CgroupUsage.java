package io.lumaris.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a running container has used, read from the kernel's control group files on this machine:
 * some microseconds, where the engine's own statistics cost a second. The files go with the
 * program, so the last reading stands for the end: good to a second, and nothing for a program that
 * lived shorter, or where the engine runs elsewhere.
 */
final class CgroupUsage {
  private static final Pattern USAGE_USEC = Pattern.compile("(?m)^usage_usec (\\d+)$");

  private final Layout layout;
  private volatile Long cpuMs;
  private volatile Long peakMemoryBytes;

  /** Where control groups of version 1 and 2 keep what we ask, {@code %s} for the container. */
  private record Layout(String cpu, String memory) {
    Layout of(Path root, String container) {
      return new Layout(root + cpu.formatted(container), root + memory.formatted(container));
    }
  }

  private static final List<Layout> LAYOUTS =
      List.of(
          new Layout("/docker/%s/cpu.stat", "/docker/%s/memory.peak"),
          new Layout(
              "/system.slice/docker-%s.scope/cpu.stat",
              "/system.slice/docker-%s.scope/memory.peak"),
          new Layout(
              "/cpuacct/docker/%s/cpuacct.usage", "/memory/docker/%s/memory.max_usage_in_bytes"),
          new Layout(
              "/cpuacct/system.slice/docker-%s.scope/cpuacct.usage",
              "/memory/system.slice/docker-%s.scope/memory.max_usage_in_bytes"));

  private CgroupUsage(Layout layout) {
    this.layout = layout;
  }

  /** Empty when this machine does not show the container's control group. */
  static Optional<CgroupUsage> of(String container) {
    return of(Path.of("/sys/fs/cgroup"), container);
  }

  static Optional<CgroupUsage> of(Path root, String container) {
    return LAYOUTS.stream()
        .map(layout -> layout.of(root, container))
        .filter(layout -> Files.isReadable(Path.of(layout.cpu)))
        .findFirst()
        .map(CgroupUsage::new);
  }

  /** Reads once; what cannot be read keeps its last value. */
  void sample() {
    read(layout.cpu).map(CgroupUsage::cpuMs).ifPresent(ms -> cpuMs = ms);
    read(layout.memory).map(Long::valueOf).ifPresent(bytes -> peakMemoryBytes = bytes);
  }

  /** CPU milliseconds as last read, null before. */
  Long cpuMs() {
    return cpuMs;
  }

  /** Most bytes in use at once as last read, null before. */
  Long peakMemoryBytes() {
    return peakMemoryBytes;
  }

  /** Version 2 tells microseconds among other figures, version 1 nanoseconds alone. */
  private static long cpuMs(String text) {
    Matcher matcher = USAGE_USEC.matcher(text);
    return matcher.find()
        ? Long.parseLong(matcher.group(1)) / 1_000
        : Long.parseLong(text) / 1_000_000;
  }

  private static Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(Path.of(file)).strip());
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
