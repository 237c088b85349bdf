package io.lumaris.seller;

import io.lumaris.execution.Assignment;
import io.lumaris.job.JobSpec;
import io.lumaris.job.LogStream;
import io.lumaris.job.Outcome;
import io.lumaris.job.Usage;
import io.lumaris.receipt.ReceiptKey;
import io.lumaris.receipt.Statement;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A desk driven by hand, with its files in a folder of the test. */
abstract class ReceiptDeskFixture {
  static final JobSpec SPEC = JobSpec.shell("lumaris/busybox", "echo hi");
  static final Outcome DONE =
      new Outcome(
          null, 0, null, null, 12L, "sha256:abc", null, Usage.of(12L, 1L, 2L, 3L), null, null);

  @TempDir Path folder;
  final HandDrivenWorkers time = new HandDrivenWorkers();
  final ReceiptBook market = new ReceiptBook(time);
  final ReceiptKey key = ReceiptKey.generate();
  ReceiptDesk desk;

  @BeforeEach
  void openDesk() {
    desk = desk();
  }

  ReceiptDesk desk() {
    return new ReceiptDesk(market, key, new ReceiptDrafts(folder), time);
  }

  Assignment run(ReceiptDesk at, String printed) {
    Assignment attempt = assignment();
    at.claimed(attempt);
    OutputDigests digests = new OutputDigests(true);
    digests.add(LogStream.STDOUT, printed.getBytes(StandardCharsets.UTF_8));
    at.ended(attempt.attemptId(), DONE, digests);
    return attempt;
  }

  Assignment assignment() {
    UUID id = UUID.randomUUID();
    return new Assignment(
        id, UUID.randomUUID(), 1, id, SPEC, Duration.ofMinutes(1), time.now().plusSeconds(30));
  }

  static JsonObjectBuilder facts(Assignment attempt) {
    return Json.createObjectBuilder()
        .add("job_id", attempt.jobId().toString())
        .add("attempt_id", attempt.attemptId().toString())
        .add("number", 1)
        .add(
            "spec_hash",
            Statement.claimed(attempt.jobId(), attempt.attemptId(), 1, SPEC).specHash())
        .add("exit_code", 0)
        .add("run_ms", 12);
  }

  List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
