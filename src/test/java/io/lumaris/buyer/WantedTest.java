package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.JobState;
import io.lumaris.market.JobChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WantedTest {
  private static final UUID JOB = UUID.randomUUID();

  private final Wanted wanted = new Wanted();

  @Test
  void whoAskedForNothingIsToldNothing() {
    wanted.changed(change(JOB, 1));
    wanted.allMissed();

    assertThat(wanted.next()).isEmpty();
  }

  @Test
  void aSubscriberGetsTheListFirstAndThenEachChangedJobOnce() {
    wanted.subscribe(true);
    wanted.changed(change(JOB, 1));
    wanted.changed(change(JOB, 2));

    assertThat(all())
        .containsExactly(
            new Wanted.Reading(Wanted.Kind.LIST, null), new Wanted.Reading(Wanted.Kind.JOB, JOB));
  }

  @Test
  void aWatcherHearsOfItsJobOnly() {
    wanted.watch(JOB, new LogTail(0));
    wanted.changed(change(UUID.randomUUID(), 1));
    wanted.changed(change(JOB, 1));

    assertThat(all()).containsExactly(new Wanted.Reading(Wanted.Kind.JOB, JOB));
  }

  @Test
  void aVersionThatTheWatcherHasIsNotReadAgain() {
    LogTail tail = new LogTail(0);
    wanted.watch(JOB, tail);
    tail.toldJob(LogTailTest.job(JobState.RUNNING, 5));

    wanted.changed(change(JOB, 5));

    assertThat(wanted.next()).isEmpty();
  }

  @Test
  void outputThatIsMissingIsReadOnce() {
    LogTail tail = new LogTail(0);
    wanted.watch(JOB, tail);
    tail.missed();

    assertThat(all()).containsExactly(new Wanted.Reading(Wanted.Kind.LOG, JOB));
  }

  @Test
  void moreChangesThanCanBeRememberedBecomeTheListAndTheWatchedJobs() {
    wanted.subscribe(true);
    wanted.watch(JOB, new LogTail(0));
    wanted.next();
    wanted.changed(change(JOB, 1));
    for (int i = 0; i < Wanted.MOST_CHANGED; i++) {
      wanted.changed(change(UUID.randomUUID(), 1));
    }

    assertThat(all())
        .containsExactly(
            new Wanted.Reading(Wanted.Kind.LIST, null), new Wanted.Reading(Wanted.Kind.JOB, JOB));
  }

  @Test
  void afterALossEverythingIsReadAgain() {
    wanted.subscribe(true);
    wanted.watch(JOB, new LogTail(0));
    all();

    wanted.allMissed();

    assertThat(all())
        .extracting(Wanted.Reading::kind)
        .containsExactly(Wanted.Kind.LIST, Wanted.Kind.JOB, Wanted.Kind.LOG);
  }

  @Test
  void nobodyWatchesMoreThanEightJobsButMayWatchOneAnew() {
    List<UUID> jobs = Stream.generate(UUID::randomUUID).limit(Wanted.MOST_WATCHED).toList();
    jobs.forEach(job -> assertThat(wanted.watch(job, new LogTail(0))).isTrue());

    assertThat(wanted.watch(UUID.randomUUID(), new LogTail(0))).isFalse();
    assertThat(wanted.watch(jobs.get(0), new LogTail(5))).isTrue();
    wanted.unwatch(jobs.get(0));
    assertThat(wanted.watch(UUID.randomUUID(), new LogTail(0))).isTrue();
  }

  @Test
  void whoUnsubscribesHearsOfWatchedJobsOnly() {
    wanted.subscribe(true);
    wanted.changed(change(UUID.randomUUID(), 1));
    wanted.subscribe(false);

    assertThat(wanted.next()).isEmpty();
  }

  private List<Wanted.Reading> all() {
    List<Wanted.Reading> all = new ArrayList<>();
    for (Optional<Wanted.Reading> next = wanted.next(); next.isPresent(); next = wanted.next()) {
      all.add(next.get());
    }
    return all;
  }

  private static JobChanged change(UUID job, long version) {
    return new JobChanged(job, version, JobState.RUNNING);
  }
}
