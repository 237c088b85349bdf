package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.job.LogChunk;
import io.lumaris.job.LogStream;
import io.lumaris.market.LogPage;
import io.lumaris.market.LogPushed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LogTailTest {
  private static final UUID JOB = UUID.randomUUID();
  private static final long FIRST = 10_000_001;

  private final LogTail tail = new LogTail(0);

  @Test
  void outputThatContinuesWhatIsThereGoesStraightThrough() {
    assertThat(tell(tail.pushed(push(FIRST, FIRST + 1)))).containsExactly(FIRST, FIRST + 1);
    assertThat(tell(tail.pushed(push(FIRST + 2)))).containsExactly(FIRST + 2);
    assertThat(tail.isBehind()).isFalse();
  }

  @Test
  void aGapIsNotPassedOnButReadFromTheMarket() {
    tell(tail.pushed(push(FIRST)));

    assertThat(tail.pushed(push(FIRST + 2))).isEmpty();
    assertThat(tail.isBehind()).isTrue();
    tail.fetching();
    assertThat(tell(tail.read(page(false, FIRST + 1, FIRST + 2))))
        .containsExactly(FIRST + 1, FIRST + 2);
    assertThat(tail.isBehind()).isFalse();
  }

  @Test
  void aGapInsideOnePushIsReadToo() {
    assertThat(tail.pushed(push(FIRST, FIRST + 2))).isEmpty();
    assertThat(tail.isBehind()).isTrue();
  }

  @Test
  void theFirstOutputOfALaterAttemptIsReadBecauseTheEndOfTheEarlierOneMayBeMissing() {
    tell(tail.pushed(push(FIRST)));

    assertThat(tail.pushed(push(20_000_001))).isEmpty();
    assertThat(tail.isBehind()).isTrue();
  }

  @Test
  void outputThatIsKnownIsNotToldAgain() {
    tell(tail.pushed(push(FIRST, FIRST + 1)));

    assertThat(tail.pushed(push(FIRST, FIRST + 1))).isEmpty();
    assertThat(tell(tail.pushed(push(FIRST + 1, FIRST + 2)))).containsExactly(FIRST + 2);
    assertThat(tail.isBehind()).isFalse();
  }

  @Test
  void aPushDuringAReadingIsToldOnceWhicheverComesFirst() {
    tail.missed();
    tail.fetching();
    assertThat(tell(tail.pushed(push(FIRST)))).containsExactly(FIRST);

    assertThat(tell(tail.read(page(false, FIRST, FIRST + 1)))).containsExactly(FIRST + 1);
  }

  @Test
  void aPushThatRunsAheadOfAReadingMakesItReadOnceMore() {
    tail.missed();
    tail.fetching();
    assertThat(tail.pushed(push(FIRST + 5))).isEmpty();

    tell(tail.read(page(false, FIRST)));
    assertThat(tail.isBehind()).isTrue();
  }

  @Test
  void moreThanAPageIsReadPageByPage() {
    tail.missed();
    tail.fetching();
    tell(tail.read(page(true, FIRST)));

    assertThat(tail.isBehind()).isTrue();
    assertThat(tail.last()).isEqualTo(FIRST);
  }

  @Test
  void theEndOfTheJobIsToldOnceAndOnlyAfterAllOfItsOutput() {
    tell(tail.pushed(push(FIRST)));
    tail.toldJob(job(JobState.SUCCEEDED, 4));
    assertThat(tail.isBehind()).isTrue();
    tail.fetching();

    LogTail.News news = tail.read(page(false, FIRST + 1)).orElseThrow();
    tail.told(news);

    assertThat(news.ended()).isTrue();
    tail.missed();
    assertThat(tail.isBehind()).isFalse();
    assertThat(tail.read(page(false))).isEmpty();
  }

  @Test
  void aJobWithoutOutputIsToldToHaveNone() {
    tail.missed();
    tail.fetching();

    assertThat(tail.read(page(false)).orElseThrow().chunks()).isEmpty();
  }

  @Test
  void whatWasNotToldIsStillMissing() {
    LogTail.News untold = tail.pushed(push(FIRST)).orElseThrow();
    tail.missed();
    tail.fetching();

    assertThat(untold.lastSeq()).isEqualTo(FIRST);
    assertThat(tail.last()).isZero();
    assertThat(tell(tail.read(page(false, FIRST)))).containsExactly(FIRST);
  }

  @Test
  void bytesCutAreToldThoughNoOutputComes() {
    tell(tail.pushed(push(FIRST)));

    assertThat(tail.pushed(new LogPushed(JOB, List.of(), 512L)).orElseThrow().cutBytes())
        .isEqualTo(512);
  }

  @Test
  void onlyANewerVersionOfTheJobIsNews() {
    tail.toldJob(job(JobState.RUNNING, 3));

    assertThat(tail.knows(3)).isTrue();
    assertThat(tail.knows(4)).isFalse();
  }

  @Test
  void aBrowserThatHasSomethingGetsOnlyWhatFollows() {
    LogTail resumed = new LogTail(FIRST + 7);

    LogTail.News news = resumed.pushed(push(FIRST + 7, FIRST + 8)).orElseThrow();

    assertThat(news.chunks()).extracting(LogChunk::seq).containsExactly(FIRST + 8);
  }

  private List<Long> tell(Optional<LogTail.News> news) {
    news.ifPresent(tail::told);
    return news.stream().flatMap(told -> told.chunks().stream()).map(LogChunk::seq).toList();
  }

  private static LogPushed push(long... seqs) {
    return new LogPushed(JOB, chunks(seqs), 0L);
  }

  private static LogPage page(boolean more, long... seqs) {
    long last = seqs.length == 0 ? 0 : seqs[seqs.length - 1];
    return new LogPage(chunks(seqs), last, 0, more, false);
  }

  private static List<LogChunk> chunks(long... seqs) {
    return LongStream.of(seqs)
        .mapToObj(seq -> new LogChunk(seq, 1, Instant.EPOCH, LogStream.STDOUT, "x\n"))
        .toList();
  }

  static Job job(JobState state, long version) {
    return new Job(
        JOB,
        1,
        JOB,
        null,
        state,
        null,
        "why",
        version,
        null,
        null,
        null,
        null,
        null,
        1,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
