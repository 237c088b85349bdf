package io.lumaris.testing;

import io.lumaris.job.Ask;
import io.lumaris.job.AttemptState;
import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.job.JobState;
import io.lumaris.job.LogChunk;
import io.lumaris.job.Reason;
import io.lumaris.market.LogPage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A job in the books of {@link InMemoryMarket}. */
final class BookedJob {
  private static final long SEQS_OF_ATTEMPT = 10_000_000;
  private static final Set<Reason> TRIED_AGAIN =
      EnumSet.of(
          Reason.SELLER_LOST,
          Reason.SELLER_ERROR,
          Reason.SELLER_QUIT,
          Reason.SELLER_REFUSED,
          Reason.IMAGE_PULL_FAILED);

  private final InstantSource clock;
  private final BookedMoney money;
  private final UUID id = UUID.randomUUID();
  private final UUID buyer;
  private final String clientToken;
  private final JobSpec spec;
  private final long seq;
  private final Instant createdAt;
  private final List<BookedAttempt> attempts = new ArrayList<>();
  private final TreeMap<Long, LogChunk> log = new TreeMap<>();
  private JobState state = JobState.QUEUED;
  private Reason reason;
  private Instant endedAt;
  private long version = 1;
  private long budget;

  BookedJob(
      InstantSource clock,
      BookedMoney money,
      UUID buyer,
      String clientToken,
      JobSpec spec,
      long seq) {
    this.clock = clock;
    this.money = money;
    this.buyer = buyer;
    this.clientToken = clientToken;
    this.spec = spec;
    this.seq = seq;
    this.createdAt = clock.instant();
  }

  /** At most one attempt of a job for each seller. */
  boolean mayBeTakenBy(UUID seller) {
    return state == JobState.QUEUED
        && attempts.stream().noneMatch(attempt -> attempt.seller().equals(seller));
  }

  BookedAttempt assign(UUID seller, Ask ask) {
    BookedAttempt attempt = new BookedAttempt(this, seller, ask, attempts.size() + 1);
    attempts.add(attempt);
    moveTo(JobState.ASSIGNED, null);
    return attempt;
  }

  void running() {
    moveTo(JobState.RUNNING, null);
  }

  void attemptEnded(Reason why) {
    if (why == null) {
      moveTo(JobState.SUCCEEDED, null);
    } else if (TRIED_AGAIN.contains(why) && attempts.size() < spec.maxAttempts()) {
      moveTo(JobState.QUEUED, null);
    } else {
      moveTo(JobState.FAILED, why);
    }
  }

  boolean cancel() {
    if (state.isFinal()) {
      return false;
    }
    attempts.stream()
        .filter(attempt -> !attempt.state().isFinal())
        .forEach(attempt -> attempt.end(AttemptState.CANCELLED, Reason.CANCELLED_BY_BUYER));
    moveTo(JobState.CANCELLED, Reason.CANCELLED_BY_BUYER);
    return true;
  }

  void endOverdue() {
    for (BookedAttempt attempt : List.copyOf(attempts)) {
      if (attempt.isOverdue()) {
        attempt.end(AttemptState.LOST, Reason.SELLER_LOST);
        attemptEnded(Reason.SELLER_LOST);
      }
    }
  }

  void print(int attempt, List<LogChunk> chunks) {
    for (LogChunk chunk : chunks) {
      long number = attempt * SEQS_OF_ATTEMPT + chunk.seq();
      log.putIfAbsent(
          number, new LogChunk(number, attempt, chunk.time(), chunk.stream(), chunk.text()));
    }
  }

  LogPage logs(long after, int limit) {
    List<LogChunk> page = log.tailMap(after, false).values().stream().limit(limit).toList();
    long last = page.isEmpty() ? after : page.get(page.size() - 1).seq();
    boolean more = !log.tailMap(last, false).isEmpty();
    return new LogPage(page, last, 0, more, state.isFinal() && !more);
  }

  Collection<LogChunk> chunksOf(int attempt) {
    return log.subMap(attempt * SEQS_OF_ATTEMPT, (attempt + 1) * SEQS_OF_ATTEMPT).values();
  }

  Long lastSeqOf(int attempt) {
    Long last = log.lowerKey((attempt + 1) * SEQS_OF_ATTEMPT);
    return last == null || last < attempt * SEQS_OF_ATTEMPT
        ? null
        : Long.valueOf(last % SEQS_OF_ATTEMPT);
  }

  Job view() {
    BookedAttempt latest = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    return new Job(
        id,
        seq,
        buyer,
        clientToken,
        state,
        reason,
        "The job is " + state.name().toLowerCase(Locale.ROOT) + ".",
        version,
        spec,
        budget,
        budget - unspent(),
        state.isFinal() ? money.settlement(this) : null,
        latest == null || latest.outcome() == null ? null : latest.outcome().exitCode(),
        spec.maxAttempts(),
        createdAt,
        createdAt.plusSeconds(spec.queueTimeoutS()),
        latest == null ? null : latest.view().assignedAt(),
        latest == null ? null : latest.view().startedAt(),
        endedAt,
        null,
        null,
        latest == null ? null : latest.view().sellerName(),
        attempts.stream().map(BookedAttempt::view).toList(),
        null,
        null,
        null,
        null,
        null,
        new Job.Log(log.isEmpty() ? 0 : log.lastKey(), bytes(), 0));
  }

  void held(long amount) {
    budget = amount;
  }

  long budget() {
    return budget;
  }

  long unspent() {
    return budget - attempts.stream().mapToLong(BookedAttempt::cost).sum();
  }

  Reason reason() {
    return reason;
  }

  List<BookedAttempt> attempts() {
    return List.copyOf(attempts);
  }

  Instant now() {
    return clock.instant();
  }

  UUID id() {
    return id;
  }

  UUID buyer() {
    return buyer;
  }

  String clientToken() {
    return clientToken;
  }

  JobSpec spec() {
    return spec;
  }

  JobState state() {
    return state;
  }

  /** Bytes of output kept. */
  long bytes() {
    return log.values().stream()
        .mapToLong(chunk -> chunk.text().getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  private void moveTo(JobState next, Reason why) {
    state = next;
    reason = why;
    version++;
    endedAt = next.isFinal() ? now() : null;
    if (next.isFinal()) {
      money.settle(this);
    }
  }
}
