package io.lumaris.testing;

import io.lumaris.job.AppliedProfile;
import io.lumaris.job.Ask;
import io.lumaris.job.Attempt;
import io.lumaris.job.AttemptState;
import io.lumaris.job.LogChunk;
import io.lumaris.job.Outcome;
import io.lumaris.job.Phase;
import io.lumaris.job.PullProgress;
import io.lumaris.job.Reason;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.Claim;
import io.lumaris.market.ReportAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** An attempt in the books of {@link InMemoryMarket}. */
final class BookedAttempt {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final BookedJob job;
  private final UUID id = UUID.randomUUID();
  private final UUID token = UUID.randomUUID();
  private final UUID seller;
  private final Ask ask;
  private final int number;
  private final Instant assignedAt;
  private final List<Phase> phases = new ArrayList<>(List.of(Phase.ASSIGNED));
  private AttemptState state = AttemptState.ASSIGNED;
  private Instant leaseUntil;
  private Instant startedAt;
  private Instant endedAt;
  private long cost;
  private PullProgress progress;
  private Reason reason;
  private String digest;
  private AppliedProfile profile;
  private Outcome outcome;

  BookedAttempt(BookedJob job, UUID seller, Ask ask, int number) {
    this.job = job;
    this.seller = seller;
    this.ask = ask;
    this.number = number;
    this.assignedAt = job.now();
    renew();
  }

  Claim claim() {
    int stopAfterS = BookedMoney.secondsPaid(ask, job.spec(), job.unspent());
    return new Claim(id, job.id(), number, token, leaseUntil, job.spec(), stopAfterS, job.now());
  }

  void renew() {
    leaseUntil = job.now().plus(LEASE);
  }

  void tell(Phase phase, PullProgress how) {
    if (state == AttemptState.ASSIGNED && phases.get(phases.size() - 1).compareTo(phase) < 0) {
      phases.add(phase);
    }
    progress = how;
  }

  ReportAnswer take(AttemptReport report) {
    boolean ended = state.isFinal();
    boolean startOnly = report.started() != null && report.outcome() == null;
    Long lastSeq = startOnly ? job.lastSeqOf(number) : null;
    if (report.started() != null && startedAt == null) {
      start(report.started());
    }
    if (report.chunks() != null && !ended) {
      job.print(number, report.chunks());
    }
    if (report.outcome() != null && !ended) {
      finish(report.outcome());
    }
    return new ReportAnswer(
        id,
        state,
        report.outcome() == null ? null : job.state(),
        startOnly ? startedAt.plusSeconds(job.spec().timeoutS()) : null,
        lastSeq,
        report.chunks() == null ? null : Long.valueOf(job.bytes()),
        report.chunks() == null ? null : Long.valueOf(0),
        null,
        null);
  }

  private void start(AttemptReport.Start told) {
    state = AttemptState.RUNNING;
    phases.add(Phase.RUNNING);
    startedAt = job.now();
    digest = told.imageDigest();
    profile = told.profile();
    job.running();
  }

  private void finish(Outcome end) {
    outcome = end;
    if (end.succeeded()) {
      end(AttemptState.SUCCEEDED, null);
    } else {
      Reason told = end.reason() == null ? Reason.EXIT_CODE : end.reason();
      end(
          AttemptState.FAILED,
          told == Reason.CANCELLED_BY_BUYER ? Reason.SELLER_QUIT : told); // it did not cancel
    }
    job.attemptEnded(reason);
  }

  void end(AttemptState final_, Reason why) {
    cost = BookedMoney.cost(this, why);
    state = final_;
    reason = why;
    endedAt = job.now();
    phases.add(Phase.ENDED);
  }

  boolean isOverdue() {
    return !state.isFinal() && leaseUntil.isBefore(job.now());
  }

  boolean reported() {
    return outcome != null;
  }

  boolean belongsTo(UUID account, UUID leaseToken) {
    return seller.equals(account) && token.equals(leaseToken);
  }

  Attempt view() {
    return new Attempt(
        id,
        number,
        seller,
        "seller-" + seller.toString().substring(0, 4),
        state,
        phase(),
        progress,
        reason,
        outcome == null ? null : outcome.detail(),
        outcome == null ? null : outcome.exitCode(),
        assignedAt,
        null,
        null,
        startedAt,
        endedAt,
        leaseUntil,
        digest,
        profile,
        outcome == null ? null : outcome.usage(),
        ask,
        cost > 0 ? BookedMoney.usedMs(this) : null,
        state.isFinal() ? Long.valueOf(cost) : null,
        null,
        null);
  }

  long cost() {
    return cost;
  }

  Ask ask() {
    return ask;
  }

  Instant startedAt() {
    return startedAt;
  }

  String text() {
    return job.chunksOf(number).stream().map(LogChunk::text).collect(Collectors.joining());
  }

  UUID id() {
    return id;
  }

  UUID seller() {
    return seller;
  }

  BookedJob job() {
    return job;
  }

  AttemptState state() {
    return state;
  }

  Instant leaseUntil() {
    return leaseUntil;
  }

  Outcome outcome() {
    return outcome;
  }

  Phase phase() {
    return phases.get(phases.size() - 1);
  }

  List<Phase> phases() {
    return List.copyOf(phases);
  }
}
