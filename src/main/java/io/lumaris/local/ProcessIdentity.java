package io.lumaris.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process, beyond doubt: a process id is used again after a while, the same id with the same
 * start on the same boot is not. What is written to a file by one {@code up} and read by the next
 * one names processes by this.
 *
 * @param pid the process id
 * @param startTicks field 22 of {@code /proc/PID/stat}: clock ticks from boot to its start
 * @param bootId {@code /proc/sys/kernel/random/boot_id} at that time
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int START_TIME_AFTER_NAME = 19;

  /**
   * Looks a process up.
   *
   * @param pid a process id
   * @return the process that has this id now, or empty when there is none
   */
  public static Optional<ProcessIdentity> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name is in parentheses and may hold anything, parentheses too: count from the last one.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      if (fields[0].equals("Z")) {
        return Optional.empty();
      }
      long ticks = Long.parseLong(fields[START_TIME_AFTER_NAME]);
      return Optional.of(new ProcessIdentity(pid, ticks, Files.readString(BOOT_ID).trim()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** True while exactly this process runs; a zombie does not count. */
  public boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }

  /** The live process, or empty when it has ended or its id belongs to another one now. */
  Optional<ProcessHandle> handle() {
    return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
  }
}
