package io.lumaris.testing;

import io.lumaris.job.AttemptState;
import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.job.Outcome;
import io.lumaris.job.Phase;
import io.lumaris.market.Account;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.AttemptUsage;
import io.lumaris.market.Cancelled;
import io.lumaris.market.Claim;
import io.lumaris.market.Claims;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.Heartbeat;
import io.lumaris.market.JobPage;
import io.lumaris.market.JobQuery;
import io.lumaris.market.LeaseReport;
import io.lumaris.market.LedgerPage;
import io.lumaris.market.LogPage;
import io.lumaris.market.Market;
import io.lumaris.market.MarketException;
import io.lumaris.market.Quote;
import io.lumaris.market.Reported;
import io.lumaris.market.Seller;
import io.lumaris.market.SellerOffer;
import io.lumaris.market.Submission;
import io.lumaris.market.SubmitAnswer;
import io.lumaris.market.Submitted;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A market without a server, for tests of whoever uses one: one account's view of a {@link
 * MarketBook}. It keeps the promises of {@link Market}, held by the same suite as the real one, and
 * can be away, or lose its answers, when the test says so.
 */
public final class InMemoryMarket implements Market {
  private final MarketBook book;
  private final UUID account;
  private final List<String> calls = new ArrayList<>();
  private MarketException failure;
  private int answersToLose;
  private final ToldUsage usage = new ToldUsage();

  private InMemoryMarket(MarketBook book) {
    this.book = book;
    this.account = UUID.randomUUID();
  }

  /** An account of a new market, which goes by this clock. */
  public static InMemoryMarket open(InstantSource clock) {
    return new InMemoryMarket(new MarketBook(clock));
  }

  /** Another account of the same market. */
  public InMemoryMarket otherAccount() {
    return new InMemoryMarket(book);
  }

  /** From now on no call is answered, and nothing is done. */
  public synchronized void away() {
    fail(new MarketException("market_unavailable", null, "Nobody answers.", true, null));
  }

  /** From now on every call fails so, and nothing is done. */
  public synchronized void fail(MarketException how) {
    failure = how;
  }

  public synchronized void back() {
    failure = null;
  }

  /** The next calls are done, but the caller does not learn of it. */
  public synchronized void loseAnswers(int count) {
    answersToLose = count;
  }

  /** The market has lost its sellers, as after a new start with an empty database. */
  public void forgetSellers() {
    book.forgetSellers();
  }

  /** The names of the RPCs called since this was asked before; of reports also what was in them. */
  public synchronized List<String> takeCalls() {
    List<String> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  @Override
  public Submitted submit(String clientToken, JobSpec spec) {
    return call("job_submit", () -> book.submit(account, clientToken, spec));
  }

  @Override
  public List<SubmitAnswer> submitAll(List<Submission> jobs) {
    return call("job_submits", () -> jobs.stream().map(this::submitOne).toList());
  }

  private SubmitAnswer submitOne(Submission job) {
    Submitted submitted = book.submit(account, job.clientToken(), job.spec());
    return new SubmitAnswer(submitted.job().id(), submitted.created(), null, null);
  }

  @Override
  public Job job(UUID jobId) {
    return call("job_get", () -> book.jobOf(account, jobId).view());
  }

  @Override
  public JobPage jobs(JobQuery query) {
    return call("job_list", () -> book.list(account, query));
  }

  @Override
  public Cancelled cancel(UUID jobId) {
    return call(
        "job_cancel",
        () -> {
          BookedJob job = book.jobOf(account, jobId);
          boolean changed = job.cancel();
          return new Cancelled(job.view(), changed);
        });
  }

  @Override
  public void delete(UUID jobId) {
    call("job_delete", () -> book.delete(account, jobId));
  }

  @Override
  public LogPage logs(UUID jobId, long after, int limit) {
    return call("job_logs", () -> book.jobOf(account, jobId).logs(after, limit));
  }

  @Override
  public Quote quote(JobSpec spec) {
    return call("quote", () -> book.quote(account, spec));
  }

  @Override
  public Account account() {
    return call("account_get", () -> book.account(account));
  }

  @Override
  public LedgerPage ledger(int limit, String cursor) {
    return call("ledger_list", () -> book.ledger(account, limit, cursor));
  }

  @Override
  public List<Seller> sellers() {
    return call("seller_list", book::sellers);
  }

  @Override
  public Seller update(SellerOffer offer) {
    return call("seller_update", () -> book.register(account, offer));
  }

  @Override
  public Heartbeat heartbeat(FreeCapacity free, List<LeaseReport> leases) {
    return call("seller_heartbeat", () -> book.heartbeat(account, free, leases));
  }

  @Override
  public Claims claim(FreeCapacity free, int max) {
    return call(
        "job_claim",
        () -> {
          List<Claim> claims = book.claim(account, free, max);
          return new Claims(claims, null, claims.isEmpty() ? "No jobs are waiting." : null);
        });
  }

  @Override
  public Reported report(List<AttemptReport> reports, FreeCapacity free, int claimMax) {
    String parts = reports.stream().map(InMemoryMarket::parts).collect(Collectors.joining(", "));
    return call(
        "attempt_reports(" + parts + ")", () -> book.report(account, reports, free, claimMax));
  }

  @Override
  public Set<UUID> tellUsage(List<AttemptUsage> attempts) {
    return call("attempt_usage", () -> usage.take(attempts));
  }

  public ToldUsage usage() {
    return usage;
  }

  /** What the market was told of an attempt, the phase above all. */
  public Phase phaseOf(UUID attemptId) {
    return book.attempt(attemptId).phase();
  }

  public AttemptState stateOf(UUID attemptId) {
    return book.attempt(attemptId).state();
  }

  public Outcome outcomeOf(UUID attemptId) {
    return book.attempt(attemptId).outcome();
  }

  /** The text of an attempt's output, all streams. */
  public String printedBy(UUID attemptId) {
    return book.attempt(attemptId).text();
  }

  /** Every phase the market was told of this attempt, in order. */
  public List<Phase> phasesOf(UUID attemptId) {
    return book.attempt(attemptId).phases();
  }

  private static String parts(AttemptReport report) {
    return Stream.of(
            report.started() == null ? "" : "started",
            report.chunks() == null ? "" : "chunks",
            report.outcome() == null ? "" : "outcome")
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private synchronized <T> T call(String rpc, Supplier<T> work) {
    calls.add(rpc);
    if (failure != null) {
      throw failure;
    }
    T answer = work.get();
    if (answersToLose > 0) {
      answersToLose--;
      throw new MarketException("market_unavailable", null, "The answer got lost.", true, null);
    }
    return answer;
  }
}
