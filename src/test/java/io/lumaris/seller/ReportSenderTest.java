package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.AttemptState;
import io.lumaris.job.LogStream;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import io.lumaris.market.AttemptReport;
import io.lumaris.market.Lease;
import io.lumaris.market.MarketException;
import io.lumaris.market.ReportAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** How what many attempts have to tell becomes few calls. */
class ReportSenderTest {
  private static final Outcome DONE =
      new Outcome(null, 0, null, null, 1L, null, null, null, null, null);

  private final HandDrivenWorkers time = new HandDrivenWorkers();
  private final List<List<AttemptReport>> calls = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();
  private final ReportSender sender = new ReportSender(time, this::call);
  private Runnable meanwhile = () -> {};
  private MarketException away;
  private Predicate<AttemptReport> poison = report -> false;
  private String poisonReason;

  @Test
  void theFirstReportGoesAtOnceAndWhatComesMeanwhileGoesTogether() {
    List<Attempt> others = List.of(new Attempt(), new Attempt(), new Attempt());
    meanwhile = () -> others.forEach(other -> other.reporter.started("sha256:a", null));
    new Attempt().reporter.started("sha256:a", null);
    time.settle();

    assertThat(calls).extracting(List::size).containsExactly(1, 3);
  }

  @Test
  void ofOneAttemptWhatComesMeanwhileFollowsInOrder() {
    Attempt one = new Attempt();
    meanwhile =
        () -> {
          one.print("printed");
          one.reporter.ended(DONE);
        };
    one.reporter.started("sha256:a", null);
    time.settle();

    assertThat(calls).extracting(call -> parts(call.get(0))).containsExactly("S", "CO");
    assertThat(one.isOver).isTrue();
  }

  @Test
  void aProgramThatEndedAtOnceIsOneReport() {
    Attempt one = new Attempt();
    one.reporter.started("sha256:a", null);
    one.print("quick");
    one.reporter.ended(DONE);
    time.settle();

    assertThat(calls).extracting(call -> parts(call.get(0))).containsExactly("SCO");
  }

  @Test
  void anAttemptOfAnEarlierLifeTellsItsStartAloneToLearnWhereItsOutputStopped() {
    Attempt one = new Attempt();
    one.reporter.goesOn();
    one.reporter.started("sha256:a", null);
    one.print("more");
    time.settle();

    assertThat(calls).extracting(call -> parts(call.get(0))).containsExactly("S", "C");
  }

  @Test
  void aCallTakesNoMoreThan64Reports() {
    List<Attempt> many = attempts(150);
    many.forEach(one -> one.reporter.ended(DONE));
    time.settle();

    assertThat(calls).extracting(List::size).containsExactly(64, 64, 22);
    assertThat(many).allMatch(one -> one.isOver);
  }

  @Test
  void aCallTakesNoMoreOutputThanOneRpcMay() {
    List<Attempt> talkative = attempts(10);
    talkative.forEach(one -> one.print("x".repeat(50_000)));
    time.settle();

    assertThat(calls).extracting(List::size).containsExactly(3, 3, 3, 1);
  }

  @Test
  void whileTheMarketIsAwayAllWaitAndThenGoTogether() {
    away = new MarketException("market_unavailable", null, "Nobody answers.", true, null);
    List<Attempt> some = attempts(5);
    some.forEach(one -> one.reporter.ended(DONE));
    time.pass(Duration.ofSeconds(20));
    assertThat(calls).hasSizeBetween(5, 12);

    away = null;
    calls.clear();
    time.pass(Duration.ofSeconds(6));
    assertThat(calls).extracting(List::size).containsExactly(5);
    assertThat(some).allMatch(one -> one.isOver);
  }

  @Test
  void aReportThatBreaksItsCallKeepsNoOtherFromTheMarket() {
    poisonReason = "internal";
    List<Attempt> some = attempts(4);
    poison = report -> report.attemptId().equals(some.get(1).id);
    some.forEach(one -> one.reporter.ended(DONE));
    time.settle();

    assertThat(some).filteredOn(one -> one.isOver).hasSize(3);
    assertThat(some.get(1).isOver).isFalse();
    poison = report -> false;
    time.pass(Duration.ofSeconds(6));
    assertThat(some.get(1).isOver).isTrue();
  }

  @Test
  void ofAReportThatIsRefusedOnlyThePartAtFaultIsLeftOut() {
    poisonReason = "invalid_request";
    poison = report -> report.chunks() != null;
    Attempt one = new Attempt();
    one.reporter.started("sha256:a", null);
    one.print("never taken");
    one.reporter.ended(DONE);
    time.settle();

    assertThat(calls).extracting(call -> parts(call.get(0))).containsExactly("SCO", "S", "C", "O");
    assertThat(last().outcome().cutBytes()).isEqualTo(11);
    assertThat(one.isOver).isTrue();
  }

  @Test
  void anEndThatIsNeverTakenIsReportedInTheBarestFormOnce() {
    poisonReason = "invalid_request";
    poison = report -> report.outcome() != null;
    Attempt one = new Attempt();
    one.reporter.ended(DONE);
    time.settle();

    assertThat(calls).hasSize(2);
    assertThat(last().outcome().reason()).isEqualTo(Reason.SELLER_ERROR);
    assertThat(one.isOver).isTrue();
  }

  @Test
  void whatTheMarketHasTakenBackIsSaidAndNotToldAgain() {
    poisonReason = "lease_lost";
    poison = report -> true;
    Attempt one = new Attempt();
    one.reporter.started("sha256:a", null);
    one.reporter.ended(DONE);
    time.pass(Duration.ofSeconds(5));

    assertThat(calls).hasSize(1);
    assertThat(one.isOver).isTrue();
    assertThat(sentences).containsExactly("the market has taken it back: no");
  }

  /** Refuses a report alone, as the market does, unless it is the kind that breaks the call. */
  private List<ReportAnswer> call(List<AttemptReport> reports) {
    calls.add(reports);
    Runnable now = meanwhile;
    meanwhile = () -> {};
    now.run();
    if (away != null) {
      throw away;
    }
    if ("internal".equals(poisonReason) && reports.stream().anyMatch(poison)) {
      throw new MarketException("internal", null, "It broke.", true, null);
    }
    return reports.stream().map(this::answer).toList();
  }

  private ReportAnswer answer(AttemptReport report) {
    boolean refused = poison.test(report);
    return new ReportAnswer(
        report.attemptId(),
        refused ? null : AttemptState.RUNNING,
        null,
        null,
        null,
        report.chunks() == null ? null : Long.valueOf(1),
        null,
        refused ? Integer.valueOf(3) : null,
        refused ? poisonReason + ": no" : null);
  }

  private AttemptReport last() {
    return calls.get(calls.size() - 1).get(0);
  }

  private static String parts(AttemptReport report) {
    return (report.started() == null ? "" : "S")
        + (report.chunks() == null ? "" : "C")
        + (report.outcome() == null ? "" : "O");
  }

  private List<Attempt> attempts(int count) {
    List<Attempt> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new Attempt());
    }
    return all;
  }

  private final class Attempt {
    private final UUID id = UUID.randomUUID();
    private final OutputBatcher output = new OutputBatcher();
    private final AttemptReporter reporter =
        new AttemptReporter(
            new Lease(id, UUID.randomUUID()),
            output,
            sender,
            time,
            () -> this.isOver = true,
            sentences::add);
    private boolean isOver;

    void print(String text) {
      output.add(LogStream.STDOUT, text.getBytes(StandardCharsets.UTF_8), time.now());
      reporter.poke();
    }
  }
}
