package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lumaris.job.AttemptState;
import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.job.JobState;
import io.lumaris.job.LogChunk;
import io.lumaris.job.LogStream;
import io.lumaris.job.Outcome;
import io.lumaris.job.Phase;
import io.lumaris.job.PullProgress;
import io.lumaris.job.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The promises of {@link Market}; every implementation passes all of it. */
abstract class MarketContract {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);
  private static final FreeCapacity ONE = new FreeCapacity(1, 1, 512);
  private static final FreeCapacity TWO = new FreeCapacity(2, 2, 1024);

  Market buyer;
  Market seller;

  /** A new account of a market that no other test uses. */
  abstract Market account();

  @BeforeEach
  void buyerAndSeller() {
    buyer = account();
    seller = account();
    seller.update(offer("open"));
  }

  // ── buyers ────────────────────────────────────────────────────────────────────────────────────

  @Test
  void aSubmitMakesAQueuedJobWithEveryDefaultFilledIn() {
    Submitted submitted = submit();

    assertThat(submitted.created()).isTrue();
    Job job = buyer.job(submitted.job().id());
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.why()).isNotBlank();
    assertThat(job.spec().cpus()).isEqualTo(1.0);
    assertThat(job.spec().memoryMb()).isEqualTo(512);
    assertThat(job.spec().timeoutS()).isEqualTo(600);
    assertThat(job.spec().retryOnExitCode()).isFalse();
    assertThat(job.attempts()).isEmpty();
    assertThat(job.log()).isEqualTo(new Job.Log(0, 0, 0));
  }

  @Test
  void theSameTokenMakesTheSameJob() {
    JobSpec spec = JobSpec.shell("lumaris/busybox", "true");
    Job first = buyer.submit("mine", spec).job();
    Submitted second = buyer.submit("mine", spec);

    assertThat(second.created()).isFalse();
    assertThat(second.job().id()).isEqualTo(first.id());
  }

  @Test
  void anotherBuyersJobIsNotThere() {
    UUID id = submit().job().id();

    assertThat(refusal(() -> account().job(id)).reason()).isEqualTo("job_not_found");
    assertThat(refusal(() -> account().cancel(id)).reason()).isEqualTo("job_not_found");
    assertThat(refusal(() -> account().logs(id, 0, 10)).reason()).isEqualTo("job_not_found");
  }

  @Test
  void jobsAreListedNewestFirstAndCountedByState() {
    submit();
    Job newest = submit().job();
    seller.claim(ONE, 1);

    JobPage page = buyer.jobs(new JobQuery(null, null, null, 1, null));
    assertThat(page.jobs()).extracting(Job::id).containsExactly(newest.id());
    assertThat(page.counts()).containsEntry("queued", 1L).containsEntry("assigned", 1L);
    assertThat(buyer.jobs(new JobQuery(List.of(JobState.ASSIGNED), null, null, null, null)).jobs())
        .hasSize(1);
  }

  @Test
  void onlyAFinalJobIsDeleted() {
    UUID id = submit().job().id();
    assertThat(refusal(() -> buyer.delete(id)).reason()).isEqualTo("not_final");

    buyer.cancel(id);
    buyer.delete(id);
    assertThat(refusal(() -> buyer.job(id)).reason()).isEqualTo("job_not_found");
  }

  // ── sellers ───────────────────────────────────────────────────────────────────────────────────

  @Test
  void aRegisteredSellerIsListedWithAName() {
    assertThat(buyer.sellers())
        .singleElement()
        .satisfies(
            listed -> {
              assertThat(listed.name()).isNotBlank();
              assertThat(listed.online()).isTrue();
              assertThat(listed.slots()).isEqualTo(2);
            });
  }

  @Test
  void whoHasNotRegisteredIsToldTo() {
    Market stranger = account();

    assertThat(refusal(() -> stranger.claim(ONE, 1)).reason()).isEqualTo("not_a_seller");
    assertThat(refusal(() -> stranger.heartbeat(ONE, List.of())).reason())
        .isEqualTo("not_a_seller");
  }

  @Test
  void aClaimTakesNoMoreThanFits() {
    submit();
    submit();
    submit();

    assertThat(seller.claim(new FreeCapacity(2, 1.5, 4096), 2).claims()).hasSize(1);
    assertThat(seller.claim(new FreeCapacity(2, 2, 511), 2).claims()).isEmpty();
    assertThat(seller.claim(TWO, 1).claims()).hasSize(1);
  }

  @Test
  void aClaimSaysWhatToRunAndForHowLongItIsHeld() {
    Job job = submit().job();
    Claim claim = seller.claim(ONE, 1).claims().get(0);

    assertThat(claim.jobId()).isEqualTo(job.id());
    assertThat(claim.number()).isOne();
    assertThat(claim.spec()).isEqualTo(job.spec());
    assertThat(claim.stopAfterS()).isEqualTo(600);
    assertThat(Duration.between(claim.now(), claim.leaseUntil()))
        .isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
  }

  @Test
  void aClaimedJobIsNobodyElses() {
    submit();
    Market other = account();
    other.update(offer("open"));

    assertThat(seller.claim(TWO, 2).claims()).hasSize(1);
    Claims second = other.claim(TWO, 2);
    assertThat(second.claims()).isEmpty();
    assertThat(second.whyIdle()).isNotBlank();
  }

  @Test
  void aPausedSellerGetsNothing() {
    seller.update(offer("paused"));
    submit();

    assertThat(seller.claim(TWO, 2).claims()).isEmpty();
  }

  // ── an attempt ────────────────────────────────────────────────────────────────────────────────

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

  static MarketException refusal(ThrowingCallable call) {
    return catchThrowableOfType(MarketException.class, call);
  }

  Submitted submit() {
    return buyer.submit(UUID.randomUUID().toString(), JobSpec.shell("lumaris/busybox", "true"));
  }

  static SellerOffer offer(String state) {
    return new SellerOffer(2, 4096, 2, List.of("runc"), "20.10.24", state, null);
  }

  static LogChunk chunk(long seq, String text) {
    return new LogChunk(seq, null, Instant.now(), LogStream.STDOUT, text);
  }

  private static LeaseReport pulling(Lease lease) {
    return new LeaseReport(
        lease.attemptId(), lease.leaseToken(), Phase.PULLING, new PullProgress(1, 2));
  }

  private static Outcome exited(int code) {
    Reason reason = code == 0 ? null : Reason.EXIT_CODE;
    return new Outcome(reason, code, null, Instant.now(), 5L, DIGEST, null, null, 0L);
  }
}
