package io.lumaris.seller;

import io.lumaris.job.JobJson;
import jakarta.json.bind.JsonbException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The receipts this node still owes, each in a file of its own, so that a killed node signs them
 * when it is back. A file is there whole or not at all, and outlives the process but not for
 * certain the machine: nothing waits for the disk. Where no file can be written they are kept in
 * memory. Thread-safe.
 */
final class ReceiptDrafts {
  private static final System.Logger LOG = System.getLogger(ReceiptDrafts.class.getName());

  /** The market has settled it in another way long before. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);

  private final Path folder;
  private final Map<UUID, ReceiptDraft> drafts = new ConcurrentHashMap<>();
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * Those of this folder.
   *
   * @param folder made with mode 0700 when there is something to keep
   */
  ReceiptDrafts(Path folder) {
    this.folder = folder;
  }

  /** Reads what an earlier life of this node left; what is older than a week is forgotten. */
  Set<UUID> load(Instant now) {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(file -> load(file, now));
      } catch (IOException e) {
        warn(e);
      }
    }
    return Set.copyOf(drafts.keySet());
  }

  void keep(ReceiptDraft draft) {
    UUID attempt = draft.statement().attemptId();
    drafts.put(attempt, draft);
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path unfinished = folder.resolve(attempt + ".new");
      Files.writeString(unfinished, JobJson.jsonb().toJson(draft));
      Files.move(unfinished, file(attempt), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      warn(e);
    }
  }

  Optional<ReceiptDraft> find(UUID attempt) {
    return Optional.ofNullable(drafts.get(attempt));
  }

  void forget(UUID attempt) {
    drafts.remove(attempt);
    delete(file(attempt));
  }

  private void load(Path file, Instant now) {
    try {
      ReceiptDraft draft = JobJson.jsonb().fromJson(Files.readString(file), ReceiptDraft.class);
      UUID attempt = draft.statement().attemptId();
      if (file.equals(file(attempt)) && now.isBefore(draft.claimedAt().plus(FORGOTTEN_AFTER))) {
        drafts.putIfAbsent(attempt, draft);
        return;
      }
    } catch (IOException | JsonbException | NullPointerException e) {
      LOG.log(Level.DEBUG, "{0} is no draft of a receipt: {1}", file, e.getMessage());
    }
    delete(file);
  }

  private Path file(UUID attempt) {
    return folder.resolve(attempt + ".json");
  }

  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      warn(e);
    }
  }

  private void warn(IOException e) {
    if (warned.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "Receipts that are not signed yet cannot be kept in {0}; a killed node will owe them: {1}",
          folder,
          e.toString());
    }
  }
}
