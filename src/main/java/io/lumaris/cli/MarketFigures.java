package io.lumaris.cli;

import io.lumaris.cli.SimulatedSeller.Kind;
import io.lumaris.job.Attempt;
import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.job.Money;
import io.lumaris.market.Seller;
import io.lumaris.market.SellerRecord;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a {@link SimulatedMarket} came to, in Markdown. */
final class MarketFigures {
  private final List<Job> jobs;
  private final long spent;
  private final List<SimulatedSeller> sellers;
  private final Map<String, Seller> known;
  private final Map<SimulatedSeller, Long> earned;

  /** Asks the market, which may be closed afterwards. */
  MarketFigures(SimulatedMarket market, List<Seller> listed) {
    this.jobs = market.ended();
    this.spent = market.spent();
    this.sellers = market.sellers();
    this.earned =
        sellers.stream().collect(Collectors.toMap(Function.identity(), SimulatedSeller::earned));
    this.known = listed.stream().collect(Collectors.toMap(Seller::name, Function.identity()));
  }

  /** Jobs that gave the right result, and jobs that gave a wrong one. */
  long right() {
    return jobs.stream().filter(job -> job.state() == JobState.SUCCEEDED && isRight(job)).count();
  }

  private long wrong() {
    return jobs.stream().filter(job -> job.state() == JobState.SUCCEEDED && !isRight(job)).count();
  }

  /** What a right result cost, in micro-credits. */
  double costOfARightResult() {
    return (double) spent / right();
  }

  private boolean isRight(Job job) {
    List<Attempt> attempts = job.attempts();
    Attempt result =
        attempts.get((job.resultAttempt() == null ? attempts.size() : job.resultAttempt()) - 1);
    return sellers.stream()
        .anyMatch(s -> s.name().equals(result.sellerName()) && s.kind() != Kind.LIAR);
  }

  double earnedOnAverage(Kind kind) {
    return sellers.stream()
        .filter(s -> s.kind() == kind)
        .mapToLong(earned::get)
        .average()
        .orElse(0);
  }

  void summary(String name, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %s | %s |%n",
        name,
        jobs.size(),
        right(),
        wrong(),
        jobs.size() - right() - wrong(),
        Money.text(spent),
        Money.text(Math.round(costOfARightResult())));
  }

  void table(PrintWriter out) {
    out.println(
        "| seller | kind | ask | takes | attempts | earned | ended well | checked right | trusted |");
    out.println("|---|---|---|---|---|---|---|---|---|");
    int half = sellers.size() - 2;
    for (int i = 0; i < sellers.size(); i++) {
      SimulatedSeller seller = sellers.get(i);
      SellerRecord record = known.get(seller.name()).record();
      out.printf(
          Locale.ROOT,
          "| %s | %s%s | %s | %d ms | %d | %s | %d of %d | %d of %d | %s |%n",
          seller.name(),
          seller.kind().name().toLowerCase(Locale.ROOT),
          i >= half ? ", newcomer" : "",
          Money.text(seller.ask()),
          seller.millis(),
          seller.done(),
          Money.text(earned.get(seller)),
          record.succeeded(),
          record.attempts(),
          record.agreed(),
          record.agreed() + record.disagreed(),
          record.trusted() ? "yes" : "no");
    }
  }
}
