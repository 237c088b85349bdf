package io.lumaris.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file that one process has at a time; the kernel lets go of it however the process ends. */
final class ExclusiveLock {
  private ExclusiveLock() {}

  /** What is done by one at a time. */
  interface Task {
    void run() throws IOException;
  }

  /** Does it when the lock is free, and lets go of the lock; otherwise it is not done. */
  static void runIfFree(Path file, Task task) throws IOException {
    Optional<FileLock> lock = of(file);
    if (lock.isPresent()) {
      try {
        task.run();
      } finally {
        lock.get().acquiredBy().close();
      }
    }
  }

  /**
   * Takes it when it is free. Closing its channel lets go of it.
   *
   * @param file made when it is not there
   * @return empty when somebody has it, another thread of this process included
   */
  static Optional<FileLock> of(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return Optional.ofNullable(lock);
    } catch (OverlappingFileLockException ours) {
      channel.close();
      return Optional.empty();
    }
  }
}
