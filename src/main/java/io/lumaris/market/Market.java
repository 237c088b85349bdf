package io.lumaris.market;

import io.lumaris.job.Job;
import io.lumaris.job.JobSpec;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The market as one signed-in account sees it: offer, claim, report, read. Every call is one RPC of
 * docs/wire.md and may be repeated safely. Expected refusals and failures are thrown as {@link
 * MarketException} with a reason.
 */
public interface Market {

  /**
   * Offers a job.
   *
   * @param clientToken the buyer's own key; the same token and spec again give the same job
   */
  Submitted submit(String clientToken, JobSpec spec);

  /**
   * Offers many jobs in one call, each as by {@link #submit}: one that is refused changes nothing
   * for the others.
   *
   * @param jobs at most {@link Submission#MOST}
   * @return the answers in their order
   */
  List<SubmitAnswer> submitAll(List<Submission> jobs);

  /** One of the caller's own jobs; reason {@code job_not_found} for any other. */
  Job job(UUID jobId);

  /** The caller's jobs, newest first. */
  JobPage jobs(JobQuery query);

  /** Cancels a job; a final job is answered unchanged. */
  Cancelled cancel(UUID jobId);

  /** Deletes a final job with its log; reason {@code not_final} for any other. */
  void delete(UUID jobId);

  /**
   * The job's output after a sequence number. A page that says there is more has output beyond that
   * number, so that who goes on reading comes to an end.
   *
   * @param after last sequence number seen, 0 for the beginning
   * @param limit most chunks to return, 1 to 1000
   */
  LogPage logs(UUID jobId, long after, int limit);

  /**
   * What a job would cost and who could run it.
   *
   * @param spec need not be complete
   */
  Quote quote(JobSpec spec);

  /** What the caller has. */
  Account account();

  /**
   * The caller's statement, newest first.
   *
   * @param limit entries per page, 1 to 100
   * @param cursor from the page before, {@code null} for the first
   */
  LedgerPage ledger(int limit, String cursor);

  /** The sellers, those online first. */
  List<Seller> sellers();

  /** Registers or changes the caller as a seller. */
  Seller update(SellerOffer offer);

  /** Renews the leases the caller holds and says which are gone. */
  Heartbeat heartbeat(FreeCapacity free, List<LeaseReport> leases);

  /**
   * Takes jobs that fit.
   *
   * @param max most jobs to take, 1 to 64
   */
  Claims claim(FreeCapacity free, int max);

  /**
   * Reports what there is to tell of attempts and, in the same call, fills the slots that are free.
   * A report that is refused ({@code lease_lost}, {@code attempt_not_found}, {@code
   * invalid_request}) is answered so and changes nothing; the others count.
   *
   * @param reports at most {@link AttemptReport#MOST}, at most one for each attempt
   * @param free what is left when these reports are taken in
   * @param claimMax most jobs to take, 0 for none, up to 64
   */
  Reported report(List<AttemptReport> reports, FreeCapacity free, int claimMax);

  /**
   * Tells whoever watches how running attempts fare; nothing of it is kept.
   *
   * @param attempts at most {@link AttemptUsage#MOST}
   * @return the attempts somebody watches
   */
  Set<UUID> tellUsage(List<AttemptUsage> attempts);
}
