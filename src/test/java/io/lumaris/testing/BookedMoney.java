package io.lumaris.testing;

import io.lumaris.job.Ask;
import io.lumaris.job.JobSpec;
import io.lumaris.job.Money;
import io.lumaris.job.Reason;
import io.lumaris.job.Settlement;
import io.lumaris.market.Account;
import io.lumaris.market.LedgerEntry;
import io.lumaris.market.LedgerPage;
import io.lumaris.market.MarketException;
import io.lumaris.market.Quote;
import io.lumaris.market.Seller;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** The ledger of {@link InMemoryMarket}: every account began with 5 credits. */
final class BookedMoney {
  /** What a seller asks that named nothing. */
  static final Ask USUAL = new Ask(100, 100_000, 20_000);

  private static final long STARTER = 5 * Money.CREDIT;
  private static final long MS_OF_AN_HOUR = 3_600_000;
  private static final Set<Reason> PAID =
      EnumSet.of(
          Reason.EXIT_CODE,
          Reason.OUT_OF_MEMORY,
          Reason.RUN_TIMEOUT,
          Reason.WRITE_LIMIT,
          Reason.BUDGET_REACHED);

  private final InstantSource clock;
  private final List<Line> lines = new ArrayList<>();
  private final Set<UUID> opened = new HashSet<>();

  private record Line(UUID account, LedgerEntry entry) {}

  BookedMoney(InstantSource clock) {
    this.clock = clock;
  }

  static long price(Ask ask, JobSpec spec, long ms) {
    return ask.start()
        + rate(ask, spec)
            .multiply(BigDecimal.valueOf(ms))
            .divide(BigDecimal.valueOf(MS_OF_AN_HOUR), 0, RoundingMode.CEILING)
            .longValueExact();
  }

  static int secondsPaid(Ask ask, JobSpec spec, long amount) {
    if (rate(ask, spec).signum() == 0) {
      return spec.timeoutS();
    }
    BigDecimal seconds =
        BigDecimal.valueOf((amount - ask.start()) * 3_600)
            .divide(rate(ask, spec), 0, RoundingMode.FLOOR);
    return seconds.min(BigDecimal.valueOf(spec.timeoutS())).intValueExact();
  }

  private static BigDecimal rate(Ask ask, JobSpec spec) {
    BigDecimal gigabytes =
        BigDecimal.valueOf(spec.memoryMb()).divide(BigDecimal.valueOf(1024)); // exact
    return BigDecimal.valueOf(ask.cpuHour())
        .multiply(BigDecimal.valueOf(spec.cpus()))
        .add(BigDecimal.valueOf(ask.gbHour()).multiply(gigabytes));
  }

  static long cost(BookedAttempt attempt, Reason why) {
    boolean began = attempt.startedAt() != null;
    boolean pays = why == null || PAID.contains(why) || (why == Reason.CANCELLED_BY_BUYER && began);
    return pays
        ? Math.min(
            attempt.job().unspent(), price(attempt.ask(), attempt.job().spec(), usedMs(attempt)))
        : 0;
  }

  /** The smaller of what the seller measured and what was seen here. */
  static long usedMs(BookedAttempt attempt) {
    long saw =
        attempt.startedAt() == null
            ? 0
            : Duration.between(attempt.startedAt(), attempt.job().now()).toMillis();
    Long measured = attempt.outcome() == null ? null : attempt.outcome().runMs();
    return measured == null ? saw : Math.min(saw, measured);
  }

  void hold(BookedJob job, long budget) {
    if (account(job.buyer()).available() < budget) {
      throw new MarketException("insufficient_funds", null, "You have too little.", false, null);
    }
    job.held(budget);
    if (budget > 0) {
      book(job.buyer(), "hold", "available", -budget, job, null);
      book(job.buyer(), "hold", "held", budget, job, null);
    }
  }

  void settle(BookedJob job) {
    for (BookedAttempt attempt : job.attempts()) {
      if (attempt.cost() > 0) {
        book(job.buyer(), "charge", "held", -attempt.cost(), job, attempt);
        book(attempt.seller(), "earning", "available", attempt.cost() - fee(attempt), job, attempt);
      }
    }
    if (job.unspent() > 0) {
      book(job.buyer(), "refund", "held", -job.unspent(), job, null);
      book(job.buyer(), "refund", "available", job.unspent(), job, null);
    }
  }

  Settlement settlement(BookedJob job) {
    long fee = job.attempts().stream().mapToLong(BookedMoney::fee).sum();
    return new Settlement(
        job.budget(),
        job.budget() - job.unspent(),
        job.unspent(),
        job.budget() == job.unspent() ? null : fee,
        rule(job));
  }

  private static long fee(BookedAttempt attempt) {
    return attempt.cost() / 50;
  }

  private static String rule(BookedJob job) {
    return job.reason() == null ? "It succeeded." : "It ended for " + job.reason() + ".";
  }

  Account account(UUID account) {
    if (opened.add(account)) {
      book(account, "starter", "available", STARTER, null, null);
    }
    return new Account(
        account,
        sum(account, "available", null),
        sum(account, "held", null),
        sum(account, null, "starter"),
        sum(account, null, "earning"),
        -sum(account, null, "charge"),
        0,
        0,
        false);
  }

  LedgerPage ledger(UUID account, int limit, String cursor) {
    account(account);
    long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
    List<LedgerEntry> entries =
        lines.stream()
            .filter(line -> line.account().equals(account) && line.entry().seq() < before)
            .map(Line::entry)
            .sorted(Comparator.comparing(LedgerEntry::seq).reversed())
            .limit(limit + 1L)
            .toList();
    boolean more = entries.size() > limit;
    List<LedgerEntry> page = more ? entries.subList(0, limit) : entries;
    return new LedgerPage(page, more ? String.valueOf(page.get(limit - 1).seq()) : null);
  }

  Quote quote(UUID buyer, JobSpec spec, List<Seller> able, int online) {
    long there = account(buyer).available();
    Quote.Prices price = prices(able, spec, spec.timeoutS() * 1_000L);
    long highest = price == null ? price(USUAL, spec, spec.timeoutS() * 1_000L) : price.highest();
    return new Quote(
        spec.timeoutS(),
        price,
        prices(able, spec, 10_000),
        verified(able, spec),
        new Quote.Sellers(online, able.size(), able.size()),
        Map.of(),
        Math.min(there, highest),
        there,
        null);
  }

  private static Quote.Prices prices(List<Seller> able, JobSpec spec, long ms) {
    long[] sorted = able.stream().mapToLong(s -> price(s.ask(), spec, ms)).sorted().toArray();
    return sorted.length == 0
        ? null
        : new Quote.Prices(sorted[0], sorted[(sorted.length - 1) / 2], sorted[sorted.length - 1]);
  }

  private static List<Quote.Verified> verified(List<Seller> able, JobSpec spec) {
    long[] sorted =
        able.stream()
            .mapToLong(s -> price(s.ask(), spec, spec.timeoutS() * 1_000L))
            .sorted()
            .toArray();
    return IntStream.rangeClosed(1, Math.min(3, sorted.length))
        .mapToObj(
            n ->
                new Quote.Verified(
                    n,
                    Arrays.stream(sorted).limit(n).sum(),
                    Arrays.stream(sorted).skip(sorted.length - n).sum()))
        .toList();
  }

  private long sum(UUID account, String bucket, String reason) {
    return lines.stream()
        .filter(line -> line.account().equals(account))
        .map(Line::entry)
        .filter(entry -> bucket == null || entry.bucket().equals(bucket))
        .filter(entry -> reason == null || entry.reason().equals(reason))
        .mapToLong(LedgerEntry::amount)
        .sum();
  }

  private void book(
      UUID account, String reason, String bucket, long amount, BookedJob job, BookedAttempt of) {
    lines.add(
        new Line(
            account,
            new LedgerEntry(
                lines.size() + 1L,
                UUID.randomUUID(),
                clock.instant(),
                reason,
                bucket,
                amount,
                job == null ? null : job.id(),
                of == null ? null : of.id(),
                null,
                job == null || reason.equals("hold") ? null : rule(job))));
  }
}
