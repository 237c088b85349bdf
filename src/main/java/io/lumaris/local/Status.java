package io.lumaris.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How what {@code up} started is doing now: every part was asked.
 *
 * @param running true when {@code up} itself runs
 * @param ready true when {@code up} runs and every part is healthy
 * @param page the address of the page
 * @param server Nakama, {@code host:port}
 * @param startedAt epoch milliseconds
 * @param parts in the order of their start, {@code up} itself last
 */
public record Status(
    boolean running,
    boolean ready,
    String page,
    String server,
    long startedAt,
    List<PartStatus> parts) {
  private static final int KILOBYTE = 1024;

  /**
   * One process.
   *
   * @param name what it is
   * @param pid its process id
   * @param address where it listens; empty for {@code up} itself
   * @param running true when its process runs
   * @param healthy true when it answers
   * @param since epoch milliseconds of its last start
   * @param restarts how often it died and was started again
   * @param memoryBytes memory of it and its children, shared pages divided among those who share
   */
  public record PartStatus(
      String name,
      long pid,
      String address,
      boolean running,
      boolean healthy,
      long since,
      int restarts,
      long memoryBytes) {}

  /**
   * Looks now.
   *
   * @return empty when nothing was started with that data folder
   */
  public static Optional<Status> of(DataFolder data) {
    return UpState.read(data.state()).map(Status::of);
  }

  private static Status of(UpState state) {
    List<PartStatus> parts = new ArrayList<>();
    state.parts().forEach(part -> parts.add(of(part)));
    boolean running = state.supervisor().isAlive();
    boolean healthy = parts.stream().allMatch(PartStatus::healthy);
    parts.add(
        new PartStatus(
            "up",
            state.supervisor().pid(),
            "",
            running,
            running,
            state.startedAt(),
            0,
            running ? memory(Stream.of(state.supervisor().pid())) : 0));
    return new Status(
        running,
        running && state.ready() && healthy,
        state.page(),
        state.server(),
        state.startedAt(),
        List.copyOf(parts));
  }

  private static PartStatus of(UpState.PartState part) {
    boolean running = part.process().isAlive();
    long pid = part.process().pid();
    return new PartStatus(
        part.name(),
        pid,
        part.address(),
        running,
        running && Probe.answers(part.probe()),
        part.since(),
        part.restarts(),
        running ? memoryOfTree(pid) : 0);
  }

  /** Memory of a process and all below it, in bytes. */
  static long memoryOfTree(long pid) {
    Stream<Long> children =
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid);
    return memory(Stream.concat(Stream.of(pid), children));
  }

  private static long memory(Stream<Long> pids) {
    return pids.mapToLong(Status::memory).sum();
  }

  private static long memory(long pid) {
    return field(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:")
        .or(() -> field(Path.of("/proc/" + pid + "/status"), "VmRSS:"))
        .map(kilobytes -> kilobytes * KILOBYTE)
        .orElse(0L);
  }

  private static Optional<Long> field(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException endedOrNotOurs) {
      return Optional.empty();
    }
  }
}
