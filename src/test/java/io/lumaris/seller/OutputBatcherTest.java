package io.lumaris.seller;

import static io.lumaris.job.LogStream.STDERR;
import static io.lumaris.job.LogStream.STDOUT;
import static io.lumaris.job.LogStream.SYSTEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.JobJson;
import io.lumaris.job.LogChunk;
import io.lumaris.job.LogStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OutputBatcherTest {
  private static final int MARKET_KEEPS = 1024 * 1024;
  private static final Duration MS = Duration.ofMillis(1);

  private final OutputBatcher output = new OutputBatcher();
  private Instant now = Instant.ofEpochSecond(1_700_000_000);
  private long nanos = 5_000_000_000L;

  @Test
  void theFirstByteIsSentAtOnce() {
    assertThat(output.waitNanos(nanos)).isNegative();

    print(STDOUT, "a");

    assertThat(output.waitNanos(nanos)).isZero();
  }

  @Test
  void whatFollowsWithinTheNext100MsIsSentTogether() {
    print(STDOUT, "a");
    send();
    pass(MS);
    print(STDOUT, "b\n");
    pass(MS);
    print(STDOUT, "c\n");

    assertThat(output.waitNanos(nanos)).isEqualTo(MS.multipliedBy(98).toNanos());
    pass(MS.multipliedBy(98));
    assertThat(output.waitNanos(nanos)).isZero();
    assertThat(send()).extracting(LogChunk::text).containsExactly("b\nc\n");
  }

  @Test
  void aSlowPrinterNeverWaits() {
    print(STDOUT, "a");
    send();
    pass(MS.multipliedBy(100));
    print(STDOUT, "b");

    assertThat(output.waitNanos(nanos)).isZero();
  }

  @Test
  void sixteenKibibytesDoNotWaitForTheTime() {
    print(STDOUT, "a");
    send();
    print(STDOUT, "x".repeat(16 * 1024));

    assertThat(output.waitNanos(nanos)).isZero();
  }

  @Test
  void theEndOfTheProgramDoesNotWaitForTheTime() {
    print(STDOUT, "a");
    send();
    print(STDOUT, "b");
    output.end(now);

    assertThat(output.waitNanos(nanos)).isZero();
  }

  @Test
  void streamsKeepTheirOrderAndTheirNames() {
    print(STDOUT, "1");
    print(STDERR, "2");
    print(STDOUT, "3");

    assertThat(send())
        .extracting(LogChunk::seq, LogChunk::stream, LogChunk::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, STDOUT, "1"),
            org.assertj.core.groups.Tuple.tuple(2L, STDERR, "2"),
            org.assertj.core.groups.Tuple.tuple(3L, STDOUT, "3"));
  }

  @Test
  void aBatchStaysTheSameUntilItIsConfirmed() {
    print(STDOUT, "a");
    List<LogChunk> first = output.batch(nanos);
    print(STDOUT, "b");

    assertThat(output.batch(nanos)).isEqualTo(first);
    output.sent(0);
    assertThat(output.batch(nanos)).extracting(LogChunk::text).containsExactly("b");
  }

  @Test
  void anAttemptThatGoesOnAfterARestartNumbersOn() {
    print(STDOUT, "a");
    output.numberOnFrom(41);

    assertThat(send()).extracting(LogChunk::seq).containsExactly(42L);
  }

  @Test
  void aCharacterCutAnywhereIsPutTogetherAgain() {
    String text = "aä€😀z";
    byte[] bytes = text.getBytes(UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      OutputBatcher cut = new OutputBatcher();
      for (int at = 0; at < bytes.length; at += size) {
        cut.add(
            STDOUT,
            java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)),
            now);
      }
      cut.end(now);
      assertThat(text(drain(cut))).as("reads of %d bytes", size).isEqualTo(text);
    }
  }

  @Test
  void aCharacterOfStdoutIsNotCompletedByAByteOfStderr() {
    output.add(STDOUT, new byte[] {(byte) 0xC3}, now);
    output.add(STDERR, new byte[] {(byte) 0xA4}, now);
    output.end(now);

    assertThat(text(drain(output))).isEqualTo("\uFFFD\uFFFD");
  }

  @Test
  void anyBytesBecomeValidTextWithoutNul() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = new byte[random.nextInt(2_000)];
      random.nextBytes(bytes);
      OutputBatcher any = new OutputBatcher();
      for (int at = 0; at < bytes.length; ) {
        int to = Math.min(bytes.length, at + 1 + random.nextInt(50));
        any.add(STDOUT, java.util.Arrays.copyOfRange(bytes, at, to), now);
        at = to;
      }
      any.end(now);
      String text = text(drain(any));
      assertThat(text)
          .doesNotContain("\0")
          .isEqualTo(new String(bytes, UTF_8).replace('\0', '\uFFFD'));
      assertThat(new String(text.getBytes(UTF_8), UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void anOutputOfExactlyWhatIsKeptLosesNothing() {
    print(STDOUT, "x".repeat(OutputBatcher.HEAD + OutputBatcher.TAIL));
    output.end(now);

    List<LogChunk> all = drain(output);
    assertThat(bytes(all, STDOUT)).isEqualTo(OutputBatcher.HEAD + OutputBatcher.TAIL);
    assertThat(output.cutBytes()).isZero();
  }

  @Test
  void aHundredMegabytesInOneLineKeepHeadAndTailAndSayWhatIsMissing() {
    int total = 100 * 1024 * 1024;
    byte[] read = new byte[64 * 1024];
    java.util.Arrays.fill(read, (byte) 'x');
    read[0] = 'A';
    List<LogChunk> all = new ArrayList<>();
    for (int at = 0; at < total; at += read.length) {
      output.add(STDOUT, read, now);
      if (output.waitNanos(nanos) == 0) {
        all.addAll(send());
      }
    }
    output.end(now);
    all.addAll(drain(output));

    assertThat(bytes(all, STDOUT)).isEqualTo(OutputBatcher.HEAD + OutputBatcher.TAIL);
    assertThat(all.stream().mapToInt(c -> Utf8Text.length(c.text())).sum())
        .isLessThanOrEqualTo(MARKET_KEEPS);
    assertThat(output.cutBytes()).isEqualTo(total - OutputBatcher.HEAD - OutputBatcher.TAIL);
    assertThat(text(of(all, SYSTEM)))
        .contains("room for the last 64 KiB only", "99.0 MB of output in between are not kept");
    assertThat(all).extracting(LogChunk::seq).isSorted().doesNotHaveDuplicates();
    assertThat(text(all)).endsWith("A" + "x".repeat(read.length - 1));
  }

  @Test
  void theTailComesAfterTheWordOnWhatIsMissing() {
    print(STDOUT, "x".repeat(OutputBatcher.HEAD));
    drain(output);
    print(STDOUT, "y".repeat(200_000) + "the end");
    assertThat(text(drain(output)))
        .contains("appears when the program ends")
        .doesNotContain("y".repeat(99));
    output.end(now);

    List<LogChunk> end = drain(output);
    assertThat(end.get(0).stream()).isEqualTo(SYSTEM);
    assertThat(text(end.subList(1, end.size()))).hasSize(OutputBatcher.TAIL).endsWith("the end");
  }

  @Test
  void theTailBeginsWithAWholeCharacter() {
    print(STDOUT, "x".repeat(OutputBatcher.HEAD));
    print(STDOUT, "😀".repeat(100_000) + "ab");
    output.end(now);

    String tail = text(of(drain(output), STDOUT)).substring(OutputBatcher.HEAD);
    assertThat(tail).startsWith("😀").endsWith("ab");
    assertThat(Utf8Text.length(tail)).isBetween(OutputBatcher.TAIL - 3, OutputBatcher.TAIL);
  }

  @Test
  void aTailOfBytesThatAreNoTextIsNotLongerThanItMayBe() {
    byte[] noText = new byte[4_000_000];
    java.util.Arrays.fill(noText, (byte) 0xFF);
    output.add(STDOUT, noText, now);
    output.end(now);

    assertThat(drain(output).stream().mapToInt(c -> Utf8Text.length(c.text())).sum())
        .isBetween(MARKET_KEEPS - 1024 - 6, MARKET_KEEPS);
  }

  @Test
  void nothingGrowsWhileTheMarketIsAway() {
    byte[] bytes = "x".repeat(1024).getBytes(UTF_8);
    output.add(STDOUT, bytes, now);
    List<LogChunk> stuck = output.batch(nanos);
    for (int i = 0; i < 50_000; i++) {
      output.add(i % 2 == 0 ? STDOUT : STDERR, bytes, now);
    }
    output.end(now);

    assertThat(output.batch(nanos)).isSameAs(stuck);
    assertThat(bytes(drain(output), STDOUT) + 0L).isLessThanOrEqualTo(MARKET_KEEPS);
    assertThat(output.cutBytes()).isGreaterThan(48_000L * 1024);
  }

  @Test
  void streamsThatTakeTurnsByteByByteDoNotMakeAChunkOfEachByte() {
    output.add(STDOUT, new byte[] {'a'}, now);
    output.batch(nanos);
    for (int i = 0; i < 200_000; i++) {
      output.add(i % 2 == 0 ? STDOUT : STDERR, new byte[] {(byte) (i % 2 == 0 ? 'o' : 'e')}, now);
    }
    output.end(now);

    List<LogChunk> all = drain(output);
    assertThat(all).hasSizeLessThan(600);
    assertThat(bytes(all, STDOUT)).isEqualTo(100_001);
    assertThat(bytes(all, STDERR)).isEqualTo(100_000);
  }

  @Test
  void aBatchFitsIntoOneCallWhateverItHolds() {
    print(STDOUT, "\u0001\"\\é😀".repeat(90_000));
    output.end(now);

    while (output.waitNanos(nanos) == 0) {
      List<LogChunk> batch = output.batch(nanos);
      String json = JobJson.jsonb().toJson(Map.of("chunks", batch));
      assertThat(json.getBytes(UTF_8).length).isLessThan(250 * 1024);
      assertThat(batch).allMatch(c -> c.text().getBytes(UTF_8).length <= Piece.LIMIT);
      output.sent(0);
    }
  }

  @Test
  void aBatchTheMarketRefusesCountsAsCutAndTheRestGoesOn() {
    print(STDOUT, "abc");
    output.batch(nanos);
    output.refused();
    print(STDOUT, "d");

    assertThat(output.cutBytes()).isEqualTo(3);
    assertThat(send()).extracting(LogChunk::text).containsExactly("d");
  }

  @Test
  void whatAnEarlierAttemptLeftInTheLogIsRoomThisOneDoesNotHave() {
    int earlier = 400_000;
    print(STDOUT, "abc");
    output.batch(nanos);
    output.sent(earlier + 3);
    print(STDOUT, "x".repeat(2_000_000));
    output.end(now);

    assertThat(earlier + 3 + bytes(drain(output), STDOUT))
        .isEqualTo(OutputBatcher.HEAD + OutputBatcher.TAIL);
  }

  @Test
  void nothingIsTakenAfterTheEnd() {
    output.end(now);
    print(STDOUT, "late");

    assertThat(output.waitNanos(nanos)).isNegative();
  }

  private void print(LogStream stream, String text) {
    output.add(stream, text.getBytes(UTF_8), now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  private List<LogChunk> send() {
    List<LogChunk> batch = output.batch(nanos);
    output.sent(0);
    return batch;
  }

  private List<LogChunk> drain(OutputBatcher from) {
    List<LogChunk> all = new ArrayList<>();
    while (from.waitNanos(Long.MAX_VALUE) == 0) {
      all.addAll(from.batch(nanos));
      from.sent(0);
    }
    return all;
  }

  private static List<LogChunk> of(List<LogChunk> chunks, LogStream stream) {
    return chunks.stream().filter(c -> c.stream() == stream).toList();
  }

  private static int bytes(List<LogChunk> chunks, LogStream stream) {
    return of(chunks, stream).stream().mapToInt(c -> c.text().getBytes(UTF_8).length).sum();
  }

  private static String text(List<LogChunk> chunks) {
    return chunks.stream().map(LogChunk::text).collect(Collectors.joining());
  }
}
