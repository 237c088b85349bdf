package io.lumaris.market;

import static io.lumaris.testing.Reports.ended;
import static io.lumaris.testing.Reports.printed;
import static io.lumaris.testing.Reports.started;
import static io.lumaris.testing.Reports.tell;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.AttemptState;
import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.job.LogChunk;
import io.lumaris.job.Outcome;
import io.lumaris.job.Phase;
import io.lumaris.job.PullProgress;
import io.lumaris.job.Reason;
import io.lumaris.market.AttemptReport.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The promises of {@link Market} that concern an attempt, besides all others. */
abstract class AttemptContract extends PaymentContract {

  @Test
  void startOutputAndEndAreTheBuyersToRead() {
    Job job = submit().job();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();

    ReportAnswer started = tell(seller, started(lease, DIGEST));
    tell(seller, printed(lease, chunk(1, "one\n"), chunk(2, "two\n")));
    assertThat(buyer.job(job.id()).state()).isEqualTo(JobState.RUNNING);
    ReportAnswer finished = tell(seller, ended(lease, exited(3)));

    assertThat(started.state()).isEqualTo(AttemptState.RUNNING);
    assertThat(Duration.between(Instant.now(), started.mustEndBy()))
        .isBetween(Duration.ofSeconds(500), Duration.ofSeconds(700));
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

    tell(seller, started(lease, DIGEST));
    tell(seller, started(lease, DIGEST));
    tell(seller, printed(lease, chunk(1, "once")));
    ReportAnswer kept = tell(seller, printed(lease, chunk(1, "once")));
    ReportAnswer first = tell(seller, ended(lease, exited(0)));
    ReportAnswer second = tell(seller, ended(lease, exited(0)));

    assertThat(kept.keptBytes()).isEqualTo(4);
    assertThat(second).isEqualTo(first);
    assertThat(second.jobState()).isEqualTo(JobState.SUCCEEDED);
    assertThat(buyer.logs(job.id(), 0, 10).chunks()).hasSize(1);
  }

  @Test
  void aRestartedSellerLearnsWhereItsOutputStopped() {
    submit();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();
    assertThat(tell(seller, started(lease, DIGEST)).lastSeq()).isNull();
    assertThat(tell(seller, started(lease, DIGEST)).lastSeq()).isNull();

    tell(seller, printed(lease, chunk(1, "a"), chunk(7, "b")));

    assertThat(tell(seller, started(lease, DIGEST)).lastSeq()).isEqualTo(7);
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

    assertThat(refusal(() -> tell(seller, started(guessed, DIGEST))).reason())
        .isEqualTo("lease_lost");
    assertThat(refusal(() -> tell(seller, ended(guessed, exited(0)))).reason())
        .isEqualTo("lease_lost");
    assertThat(seller.heartbeat(ONE, List.of(pulling(guessed))).leases())
        .singleElement()
        .matches(state -> !state.held() && state.why().equals("unknown"));
  }

  @Test
  void aCancelIsFinalAtOnceAndTheSellerLearnsOfIt() {
    Job job = submit().job();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();
    tell(seller, started(lease, DIGEST));

    Cancelled cancelled = buyer.cancel(job.id());

    assertThat(cancelled.changed()).isTrue();
    assertThat(cancelled.job().state()).isEqualTo(JobState.CANCELLED);
    assertThat(buyer.cancel(job.id()).changed()).isFalse();
    assertThat(seller.heartbeat(ONE, List.of(pulling(lease))).leases())
        .singleElement()
        .matches(state -> !state.held() && state.why().equals("cancelled"));
    assertThat(refusal(() -> tell(seller, ended(lease, exited(0)))).reason())
        .isEqualTo("lease_lost");
  }

  @Test
  void aJobGivenBackIsAnotherSellersAtOnce() {
    Job job = submit().job();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();
    tell(seller, ended(lease, Outcome.neverRan(Reason.SELLER_QUIT, "Shutting down.")));
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

    Reported reported = seller.report(List.of(ended(lease, exited(0))), ONE, 1);

    assertThat(reported.claims()).singleElement().matches(claim -> claim.jobId().equals(next.id()));
    assertThat(reported.whyIdle()).isNull();
    Lease second = reported.claims().get(0).lease();
    Reported last = seller.report(List.of(ended(second, exited(0))), ONE, 1);
    assertThat(last.claims()).isEmpty();
    assertThat(last.whyIdle()).isNotBlank();
  }

  @Test
  void startOutputAndEndFitIntoOneReport() {
    Job job = submit().job();
    Lease lease = seller.claim(ONE, 1).claims().get(0).lease();
    AttemptReport all =
        AttemptReport.of(lease, new Start(DIGEST, null), List.of(chunk(1, "quick\n")), exited(0));

    ReportAnswer first = tell(seller, all);
    ReportAnswer again = tell(seller, all);

    assertThat(first.state()).isEqualTo(AttemptState.SUCCEEDED);
    assertThat(first.jobState()).isEqualTo(JobState.SUCCEEDED);
    assertThat(first.keptBytes()).isEqualTo(6);
    assertThat(again).isEqualTo(first);
    assertThat(buyer.logs(job.id(), 0, 10).chunks()).hasSize(1);
    assertThat(buyer.job(job.id()).attempts())
        .singleElement()
        .matches(attempt -> attempt.imageDigest().equals(DIGEST));
  }

  @Test
  void aRefusedReportRefusesItselfOnly() {
    submit();
    submit();
    List<Claim> claims = seller.claim(TWO, 2).claims();
    assertThat(claims)
        .as(
            () ->
                "of "
                    + buyer.jobs(new JobQuery(null, null, null, null, null)).jobs()
                    + " by one of "
                    + buyer.sellers())
        .hasSize(2);
    Lease guessed = new Lease(claims.get(0).attemptId(), UUID.randomUUID());
    Lease nobodys = new Lease(UUID.randomUUID(), UUID.randomUUID());

    Reported reported =
        seller.report(
            List.of(
                started(guessed, DIGEST),
                ended(claims.get(1).lease(), exited(0)),
                printed(nobodys, chunk(1, "x"))),
            null,
            0);

    assertThat(reported.answers())
        .extracting(answer -> answer.refusal().map(MarketException::reason).orElse("taken"))
        .containsExactly("lease_lost", "taken", "attempt_not_found");
    assertThat(reported.answers().get(1).state()).isEqualTo(AttemptState.SUCCEEDED);
    assertThat(reported.claims()).isNull();
  }

  @Test
  void whoHasNotRegisteredCannotFillSlotsByReports() {
    assertThat(refusal(() -> account().report(List.of(), ONE, 1)).reason())
        .isEqualTo("not_a_seller");
  }
}
