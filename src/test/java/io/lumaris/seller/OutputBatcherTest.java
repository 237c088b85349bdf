package io.lumaris.seller;

import static io.lumaris.job.LogStream.STDERR;
import static io.lumaris.job.LogStream.STDOUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.LogChunk;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When output is sent, and as what text. */
class OutputBatcherTest extends OutputFixture {
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
}
