package io.lumaris.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

/**
 * The promises of {@link Market}; every implementation passes all of it (see {@link
 * AttemptContract}).
 */
abstract class MarketContract {
  static final String DIGEST = "sha256:" + "ab".repeat(32);
  static final FreeCapacity ONE = new FreeCapacity(1, 1, 512);
  static final FreeCapacity TWO = new FreeCapacity(2, 2, 1024);

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
  void manyJobsAreOfferedInOneCall() {
    JobSpec spec = JobSpec.shell("lumaris/busybox", "true");
    List<SubmitAnswer> answers =
        buyer.submitAll(
            List.of(
                new Submission("mine", spec),
                new Submission(null, spec),
                new Submission("mine", spec)));

    assertThat(answers).extracting(SubmitAnswer::created).containsExactly(true, true, false);
    assertThat(answers.get(2).jobId()).isEqualTo(answers.get(0).jobId());
    assertThat(buyer.job(answers.get(1).jobId()).state()).isEqualTo(JobState.QUEUED);
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

  static MarketException refusal(ThrowingCallable call) {
    return catchThrowableOfType(MarketException.class, call);
  }

  Submitted submit() {
    return buyer.submit(UUID.randomUUID().toString(), JobSpec.shell("lumaris/busybox", "true"));
  }

  static SellerOffer offer(String state) {
    return new SellerOffer(2, 4096, 2, List.of("runc"), "20.10.24", state, null, null, null);
  }

  static LogChunk chunk(long seq, String text) {
    return new LogChunk(seq, null, Instant.now(), LogStream.STDOUT, text);
  }

  static LeaseReport pulling(Lease lease) {
    return new LeaseReport(
        lease.attemptId(), lease.leaseToken(), Phase.PULLING, new PullProgress(1, 2));
  }

  static Outcome exited(int code) {
    Reason reason = code == 0 ? null : Reason.EXIT_CODE;
    return new Outcome(reason, code, null, Instant.now(), 5L, DIGEST, null, null, null, 0L);
  }
}
