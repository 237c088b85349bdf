package io.lumaris.testing;

import io.lumaris.job.AttemptState;
import io.lumaris.job.JobJson;
import io.lumaris.job.JobSpec;
import io.lumaris.market.Account;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.Claim;
import io.lumaris.market.FreeCapacity;
import io.lumaris.market.Heartbeat;
import io.lumaris.market.Heartbeat.LeaseState;
import io.lumaris.market.JobPage;
import io.lumaris.market.JobQuery;
import io.lumaris.market.LeaseReport;
import io.lumaris.market.LedgerPage;
import io.lumaris.market.MarketException;
import io.lumaris.market.Quote;
import io.lumaris.market.ReportAnswer;
import io.lumaris.market.Reported;
import io.lumaris.market.Seller;
import io.lumaris.market.SellerOffer;
import io.lumaris.market.Submitted;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The books of an {@link InMemoryMarket}: jobs in the order they came, and sellers. */
final class MarketBook {
  private final InstantSource clock;
  private final Map<UUID, BookedJob> jobs = new LinkedHashMap<>();
  private final Map<UUID, Seller> sellers = new LinkedHashMap<>();
  private final BookedMoney money;

  MarketBook(InstantSource clock) {
    this.clock = clock;
    this.money = new BookedMoney(clock);
  }

  synchronized Submitted submit(UUID buyer, String token, JobSpec spec) {
    Optional<BookedJob> before =
        jobs.values().stream()
            .filter(job -> job.buyer().equals(buyer) && job.clientToken().equals(token))
            .findFirst();
    if (before.isPresent()) {
      return new Submitted(before.get().view(), false);
    }
    JobSpec whole = BookedSpec.complete(spec);
    BookedJob job = new BookedJob(clock, money, buyer, token, whole, jobs.size() + 1L);
    money.hold(job, spec.budget() == null ? quote(buyer, spec).budget() : spec.budget());
    jobs.put(job.id(), job);
    return new Submitted(job.view(), true);
  }

  synchronized BookedJob jobOf(UUID buyer, UUID jobId) {
    BookedJob job = jobs.get(jobId);
    if (job == null || !job.buyer().equals(buyer)) {
      throw refusal("job_not_found", "You have no job with this id.");
    }
    endOverdue();
    return job;
  }

  synchronized boolean delete(UUID buyer, UUID jobId) {
    if (!jobOf(buyer, jobId).state().isFinal()) {
      throw refusal("not_final", "Cancel it first.");
    }
    return jobs.remove(jobId) != null;
  }

  synchronized JobPage list(UUID buyer, JobQuery query) {
    endOverdue();
    List<BookedJob> own = jobs.values().stream().filter(job -> job.buyer().equals(buyer)).toList();
    Map<String, Long> counts =
        own.stream()
            .collect(
                Collectors.groupingBy(job -> JobJson.word(job.state()), Collectors.counting()));
    return new JobPage(
        own.stream()
            .filter(job -> query.states() == null || query.states().contains(job.state()))
            .map(BookedJob::view)
            .sorted(Comparator.comparing(io.lumaris.job.Job::seq).reversed())
            .limit(query.limit() == null ? 25 : query.limit())
            .toList(),
        null,
        counts);
  }

  synchronized Seller register(UUID account, SellerOffer offer) {
    String name =
        offer.name() == null ? "seller-" + account.toString().substring(0, 4) : offer.name();
    Seller seller =
        new Seller(
            account,
            name,
            true,
            offer.state(),
            offer.cpus(),
            offer.memoryMb(),
            offer.cpus(),
            offer.memoryMb(),
            offer.slots(),
            offer.slots(),
            offer.isolation(),
            0L,
            offer.ask() == null ? BookedMoney.USUAL : offer.ask(),
            null,
            null,
            clock.instant());
    sellers.put(account, seller);
    money.account(account);
    return seller;
  }

  synchronized Quote quote(UUID buyer, JobSpec spec) {
    JobSpec whole = BookedSpec.complete(spec);
    List<Seller> able =
        sellers.values().stream()
            .filter(s -> s.cpus() >= whole.cpus() && s.memoryMb() >= whole.memoryMb())
            .filter(s -> s.state().equals("open"))
            .toList();
    return money.quote(buyer, whole, able, sellers.size());
  }

  synchronized Account account(UUID account) {
    return money.account(account);
  }

  synchronized LedgerPage ledger(UUID account, int limit, String cursor) {
    return money.ledger(account, limit, cursor);
  }

  synchronized List<Seller> sellers() {
    return List.copyOf(sellers.values());
  }

  synchronized void forgetSellers() {
    sellers.clear();
  }

  synchronized List<Claim> claim(UUID account, FreeCapacity free, int max) {
    Seller seller = known(account);
    endOverdue();
    List<Claim> claims = new ArrayList<>();
    double cpus = free.cpus();
    int memoryMb = free.memoryMb();
    boolean open = "open".equals(seller.state());
    for (BookedJob job : jobs.values()) {
      boolean fits = job.spec().cpus() <= cpus && job.spec().memoryMb() <= memoryMb;
      boolean room = claims.size() < Math.min(max, free.slots());
      boolean pays = job.unspent() >= BookedMoney.price(seller.ask(), job.spec(), 1_000);
      if (open && room && fits && pays && job.mayBeTakenBy(account)) {
        claims.add(job.assign(account, seller.ask()).claim());
        cpus -= job.spec().cpus();
        memoryMb -= job.spec().memoryMb();
      }
    }
    return claims;
  }

  synchronized Heartbeat heartbeat(UUID account, FreeCapacity free, List<LeaseReport> leases) {
    known(account);
    endOverdue();
    List<LeaseState> states = new ArrayList<>();
    for (LeaseReport lease : leases) {
      Optional<BookedAttempt> found =
          find(lease.attemptId()).filter(a -> a.belongsTo(account, lease.leaseToken()));
      if (found.isPresent() && !found.get().state().isFinal()) {
        found.get().renew();
        found.get().tell(lease.phase(), lease.progress());
        states.add(new LeaseState(lease.attemptId(), true, found.get().leaseUntil(), null));
      } else {
        String why =
            found
                .map(a -> a.state() == AttemptState.CANCELLED ? "cancelled" : "lost")
                .orElse("unknown");
        states.add(new LeaseState(lease.attemptId(), false, null, why));
      }
    }
    String whyIdle = free.slots() == 0 ? "All of your slots are in use." : "No jobs are waiting.";
    return new Heartbeat(states, clock.instant(), whyIdle);
  }

  synchronized Reported report(
      UUID account, List<AttemptReport> reports, FreeCapacity free, int claimMax) {
    if (claimMax > 0) {
      known(account);
    }
    List<ReportAnswer> answers = reports.stream().map(report -> answer(account, report)).toList();
    List<Claim> claims = claimMax > 0 ? claim(account, free, claimMax) : null;
    String whyIdle = claims != null && claims.isEmpty() ? "No jobs are waiting." : null;
    return new Reported(answers, claims, null, whyIdle, clock.instant());
  }

  private ReportAnswer answer(UUID account, AttemptReport report) {
    Optional<BookedAttempt> attempt =
        find(report.attemptId()).filter(found -> found.seller().equals(account));
    if (attempt.isEmpty()) {
      return refused(report, 5, "attempt_not_found: you have no attempt with this id");
    }
    boolean again = attempt.get().reported() && report.outcome() != null;
    if (!attempt.get().belongsTo(account, report.leaseToken())
        || (attempt.get().state().isFinal() && !again)) {
      return refused(report, 9, "lease_lost: this attempt is no longer yours");
    }
    return attempt.get().take(report);
  }

  private static ReportAnswer refused(AttemptReport report, int code, String message) {
    return new ReportAnswer(report.attemptId(), null, null, null, null, null, null, code, message);
  }

  synchronized BookedAttempt attempt(UUID attemptId) {
    return find(attemptId).orElseThrow();
  }

  private Optional<BookedAttempt> find(UUID attemptId) {
    return jobs.values().stream()
        .flatMap(job -> job.attempts().stream())
        .filter(attempt -> attempt.id().equals(attemptId))
        .findFirst();
  }

  private void endOverdue() {
    jobs.values().forEach(BookedJob::endOverdue);
  }

  private Seller known(UUID account) {
    Seller seller = sellers.get(account);
    if (seller == null) {
      throw refusal("not_a_seller", "Call seller_update first.");
    }
    return seller;
  }

  private static MarketException refusal(String reason, String sentence) {
    return new MarketException(reason, null, sentence, false, null);
  }
}
