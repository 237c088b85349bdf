package io.lumaris.seller;

import static io.lumaris.job.LogStream.STDERR;
import static io.lumaris.job.LogStream.STDOUT;
import static io.lumaris.job.LogStream.SYSTEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.JobJson;
import io.lumaris.job.LogChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Output beyond what is kept, refused, or continued after a restart. */
class OutputFloodTest extends OutputFixture {
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
}
