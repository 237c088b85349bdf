package io.lumaris.local;

import java.util.Optional;

/** What one start gets ready for the next one with the same data folder. */
final class NextStart implements AutoCloseable {
  private final DataFolder data;
  private Optional<ServerArchive> archive = Optional.empty();
  private boolean over;

  NextStart(DataFolder data) {
    this.data = data;
  }

  /** Begins, and returns at once. */
  synchronized void prepare() {
    if (!over) {
      archive = Optional.of(ServerArchive.make(data.serverProgram(), data.log("archive.log")));
    }
  }

  /** Ends what is being made, and what would begin later; may be called more than once. */
  @Override
  public synchronized void close() {
    over = true;
    archive.ifPresent(ServerArchive::close);
  }
}
