package io.lumaris.seller;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lumaris.job.LogChunk;
import io.lumaris.job.LogStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A batcher whose clock the test moves, and what it sends. */
abstract class OutputFixture {
  static final int MARKET_KEEPS = 1024 * 1024;
  static final Duration MS = Duration.ofMillis(1);

  final OutputBatcher output = new OutputBatcher();
  Instant now = Instant.ofEpochSecond(1_700_000_000);
  long nanos = 5_000_000_000L;

  void print(LogStream stream, String text) {
    output.add(stream, text.getBytes(UTF_8), now);
  }

  void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  List<LogChunk> send() {
    List<LogChunk> batch = output.batch(nanos);
    output.sent(0);
    return batch;
  }

  List<LogChunk> drain(OutputBatcher from) {
    List<LogChunk> all = new ArrayList<>();
    while (from.waitNanos(Long.MAX_VALUE) == 0) {
      all.addAll(from.batch(nanos));
      from.sent(0);
    }
    return all;
  }

  static List<LogChunk> of(List<LogChunk> chunks, LogStream stream) {
    return chunks.stream().filter(c -> c.stream() == stream).toList();
  }

  static int bytes(List<LogChunk> chunks, LogStream stream) {
    return of(chunks, stream).stream().mapToInt(c -> c.text().getBytes(UTF_8).length).sum();
  }

  static String text(List<LogChunk> chunks) {
    return chunks.stream().map(LogChunk::text).collect(Collectors.joining());
  }
}
