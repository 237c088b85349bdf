package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.AttemptState;
import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.job.LogChunk;
import io.lumaris.job.Outcome;
import io.lumaris.job.Phase;
import io.lumaris.job.PullProgress;
import io.lumaris.job.Reason;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The promises of {@link Market} that concern an attempt, besides all others. */
abstract class AttemptContract extends PaymentContract {

  @Test
  void startOutputAndEndAreTheBuyersToRead() {
    Job job = submit().job();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();

    Started started = seller.started(lease, DIGEST, null);
    seller.logs(lease, List.of(chunk(1, "one\n"), chunk(2, "two\n")));
    assertThat(buyer.job(job.id()).state()).isEqualTo(JobState.RUNNING);
    Finished finished = seller.finished(lease, exited(3), ONE, 0);

    assertThat(started.mustEndBy()).isAfter(started.now());
    assertThat(finished.state()).isEqualTo(AttemptState.FAILED);
    assertThat(finished.jobState()).isEqualTo(JobState.FAILED);
    Job ended = buyer.job(job.id());
    assertThat(ended.reason()).isEqualTo(Reason.EXIT_CODE);
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.attempts()).singleElement().matches(a -> a.imageDigest().equals(DIGEST));
    LogPage log = buyer.logs(job.id(), 0, 10);
    assertThat(log.chunks()).extracting(LogChunk::text).containsExactly("one\n", "two\n");
    assertThat(log.chunks()).extracting(LogChunk::seq).containsExactly(10_000_001L, 10_000_002L);
    assertThat(log.ended()).isTrue();
    assertThat(buyer.logs(job.id(), 10_000_001, 10).chunks()).hasSize(1);
  }

  @Test
  void aReportMadeTwiceChangesNothingTheSecondTime() {
    Job job = submit().job();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();

    seller.started(lease, DIGEST, null);
    seller.started(lease, DIGEST, null);
    seller.logs(lease, List.of(chunk(1, "once")));
    LogsKept kept = seller.logs(lease, List.of(chunk(1, "once")));
    Finished first = seller.finished(lease, exited(0), ONE, 0);
    Finished second = seller.finished(lease, exited(0), ONE, 0);

    assertThat(kept.keptBytes()).isEqualTo(4);
    assertThat(second).isEqualTo(first);
    assertThat(second.jobState()).isEqualTo(JobState.SUCCEEDED);
    assertThat(buyer.logs(job.id(), 0, 10).chunks()).hasSize(1);
  }

  @Test
  void aRestartedSellerLearnsWhereItsOutputStopped() {
    submit();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();
    assertThat(seller.started(lease, DIGEST, null).lastSeq()).isNull();
    assertThat(seller.started(lease, DIGEST, null).lastSeq()).isNull();

    seller.logs(lease, List.of(chunk(1, "a"), chunk(7, "b")));

    assertThat(seller.started(lease, DIGEST, null).lastSeq()).isEqualTo(7);
  }

  @Test
  void aHeartbeatRenewsTheLeaseAndTellsThePhase() {
    Job job = submit().job();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();

    Heartbeat beat = seller.heartbeat(ONE, List.of(pulling(lease)));

    assertThat(beat.leases()).singleElement().matches(Heartbeat.LeaseState::held);
    assertThat(beat.leases().get(0).leaseUntil()).isAfter(beat.now());
    assertThat(buyer.job(job.id()).attempts().get(0).phase()).isEqualTo(Phase.PULLING);
    assertThat(buyer.job(job.id()).attempts().get(0).progress()).isEqualTo(new PullProgress(1, 2));
  }

  @Test
  void aGuessedTokenIsWorthNothing() {
    submit();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();
    Lease guessed = new Lease(lease.attemptId(), UUID.randomUUID());

    assertThat(refusal(() -> seller.started(guessed, DIGEST, null)).reason())
        .isEqualTo("lease_lost");
    assertThat(refusal(() -> seller.finished(guessed, exited(0), ONE, 0)).reason())
        .isEqualTo("lease_lost");
    assertThat(seller.heartbeat(ONE, List.of(pulling(guessed))).leases())
        .singleElement()
        .matches(state -> !state.held() && state.why().equals("unknown"));
  }

  @Test
  void aCancelIsFinalAtOnceAndTheSellerLearnsOfIt() {
    Job job = submit().job();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();
    seller.started(lease, DIGEST, null);

    Cancelled cancelled = buyer.cancel(job.id());

    assertThat(cancelled.changed()).isTrue();
    assertThat(cancelled.job().state()).isEqualTo(JobState.CANCELLED);
    assertThat(buyer.cancel(job.id()).changed()).isFalse();
    assertThat(seller.heartbeat(ONE, List.of(pulling(lease))).leases())
        .singleElement()
        .matches(state -> !state.held() && state.why().equals("cancelled"));
    assertThat(refusal(() -> seller.finished(lease, exited(0), ONE, 0)).reason())
        .isEqualTo("lease_lost");
  }

  @Test
  void aJobGivenBackIsAnotherSellersAtOnce() {
    Job job = submit().job();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();
    seller.finished(lease, Outcome.neverRan(Reason.SELLER_QUIT, "Shutting down."), ONE, 0);
    Market other = account();
    other.update(offer("open"));

    assertThat(buyer.job(job.id()).state()).isEqualTo(JobState.QUEUED);
    assertThat(other.claim(ONE, 1).claims())
        .singleElement()
        .matches(claim -> claim.jobId().equals(job.id()) && claim.number() == 2);
  }

  @Test
  void anEndReportFillsTheFreedSlot() {
    submit();
    Job next = submit().job();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();

    Finished finished = seller.finished(lease, exited(0), ONE, 1);

    assertThat(finished.claims()).singleElement().matches(claim -> claim.jobId().equals(next.id()));
  }
}
