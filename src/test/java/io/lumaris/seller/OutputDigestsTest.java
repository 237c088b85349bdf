package io.lumaris.seller;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.LogStream;
import io.lumaris.receipt.OutputHash;
import org.junit.jupiter.api.Test;

class OutputDigestsTest {
  private static final OutputHash ABC =
      new OutputHash("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3);
  private static final OutputHash NOTHING =
      new OutputHash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0);

  @Test
  void eachStreamIsHashedByItselfHoweverItArrives() {
    OutputDigests digests = new OutputDigests(true);
    digests.add(LogStream.STDOUT, "a".getBytes(US_ASCII));
    assertThat(digests.of(LogStream.STDERR)).isEqualTo(NOTHING);
    digests.add(LogStream.STDERR, "abc".getBytes(US_ASCII));
    digests.add(LogStream.STDOUT, "bc".getBytes(US_ASCII));

    assertThat(digests.of(LogStream.STDOUT)).isEqualTo(ABC);
    assertThat(digests.of(LogStream.STDERR)).isEqualTo(ABC);
  }

  @Test
  void whatLumarisSaysIsNotWhatTheProgramPrinted() {
    OutputDigests digests = new OutputDigests(true);
    digests.add(LogStream.SYSTEM, "a note".getBytes(US_ASCII));

    assertThat(digests.of(LogStream.STDOUT)).isEqualTo(NOTHING);
  }

  @Test
  void thereAreNoHashesOfWhatWasNotSeenWhole() {
    OutputDigests digests = new OutputDigests(false);
    digests.add(LogStream.STDOUT, "abc".getBytes(US_ASCII));

    assertThat(digests.of(LogStream.STDOUT)).isNull();
  }
}
