package io.lumaris.market;

import static io.lumaris.market.MarketRpc.fields;

import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import io.lumaris.nakama.SessionKeeper;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The market in a Nakama server with the LUMARIS module: each method is one RPC of docs/wire.md.
 * Thread-safe. Repeats a call whose session had to be renewed, and, if told to be patient, one that
 * the market could not serve at the moment: every RPC has the same effect once as twice, a submit
 * by its token.
 */
public final class NakamaMarket implements Market {
  private final MarketRpc rpc;

  /** The market as the account sees it that is signed in here, for callers who try again. */
  public NakamaMarket(SessionKeeper sessions) {
    this(sessions, Duration.ZERO);
  }

  /**
   * The market for callers who do not try again themselves, such as a person with a browser.
   *
   * @param patience how long a call that the market could not serve at the moment is repeated
   */
  public NakamaMarket(SessionKeeper sessions, Duration patience) {
    this.rpc = new MarketRpc(sessions, patience);
  }

  @Override
  public Submitted submit(String clientToken, JobSpec spec) {
    return call(
        "job_submit", fields("client_token", named(clientToken), "spec", spec), Submitted.class);
  }

  @Override
  public List<SubmitAnswer> submitAll(List<Submission> jobs) {
    List<Submission> named =
        jobs.stream().map(job -> new Submission(named(job.clientToken()), job.spec())).toList();
    return List.of(field("job_submits", fields("jobs", named), "answers", SubmitAnswer[].class));
  }

  /** With a token of its own a call may be repeated by {@link Retry}. */
  private static String named(String clientToken) {
    return clientToken == null ? UUID.randomUUID().toString() : clientToken;
  }

  @Override
  public Job job(UUID jobId) {
    return field("job_get", fields("job_id", jobId), "job", Job.class);
  }

  @Override
  public JobPage jobs(JobQuery query) {
    return call("job_list", query, JobPage.class);
  }

  @Override
  public Cancelled cancel(UUID jobId) {
    return call("job_cancel", fields("job_id", jobId), Cancelled.class);
  }

  @Override
  public void delete(UUID jobId) {
    call("job_delete", fields("job_id", jobId), Map.class);
  }

  @Override
  public LogPage logs(UUID jobId, long after, int limit) {
    LogPage page =
        call("job_logs", fields("job_id", jobId, "after", after, "limit", limit), LogPage.class);
    if (!page.leadsOnFrom(after)) {
      throw MarketFailures.endlessLog();
    }
    return page;
  }

  @Override
  public Quote quote(JobSpec spec) {
    return field("quote", fields("spec", spec), "quote", Quote.class);
  }

  @Override
  public Account account() {
    return field("account_get", fields(), "account", Account.class);
  }

  @Override
  public LedgerPage ledger(int limit, String cursor) {
    return call("ledger_list", fields("limit", limit, "cursor", cursor), LedgerPage.class);
  }

  /**
   * The audit of the ledger, for operators; reason {@code not_allowed} for anybody else.
   *
   * @return {@code ok}, {@code checks} and {@code wrong} as docs/wire.md has them
   */
  public JsonObject audit() {
    return call("audit", fields(), JsonObject.class);
  }

  @Override
  public List<Seller> sellers() {
    return List.of(field("seller_list", fields(), "sellers", Seller[].class));
  }

  @Override
  public Seller update(SellerOffer offer) {
    return field("seller_update", offer, "seller", Seller.class);
  }

  @Override
  public Heartbeat heartbeat(FreeCapacity free, List<LeaseReport> leases) {
    return call("seller_heartbeat", fields("free", free, "leases", leases), Heartbeat.class);
  }

  @Override
  public Claims claim(FreeCapacity free, int max) {
    return call("job_claim", fields("free", free, "max", max), Claims.class);
  }

  @Override
  public Reported report(List<AttemptReport> reports, FreeCapacity free, int claimMax) {
    return call(
        "attempt_reports",
        fields("reports", reports, "free", free, "claim_max", claimMax),
        Reported.class);
  }

  @Override
  public Set<UUID> tellUsage(List<AttemptUsage> attempts) {
    return Set.of(field("attempt_usage", fields("attempts", attempts), "watched", UUID[].class));
  }

  private <T> T call(String id, Object request, Class<T> answer) {
    return rpc.call(id, request, answer);
  }

  private <T> T field(String id, Object request, String field, Class<T> type) {
    return rpc.field(id, request, field, type);
  }
}
