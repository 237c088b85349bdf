package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.Ask;
import io.lumaris.job.Job;
import io.lumaris.job.JobState;
import io.lumaris.job.Reason;
import io.lumaris.market.Seller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the seller changes on its console, and what the loop makes of it at once. */
class ConsoleChoicesTest extends SellerLoopFixture {
  private SellerSettings settings = settings(false);

  ConsoleChoicesTest() {
    loop = loopReading(() -> settings);
  }

  @Test
  void aNewAskIsToldToTheMarketAtOnce() {
    turn();
    chooses(new NodeChoices(new Ask(1, 2, 3), null, null, null, null));

    assertThat(market.takeCalls()).contains("seller_update");
    assertThat(seller().ask()).isEqualTo(new Ask(1, 2, 3));
    assertThat(loop.status(link()).ask()).isEqualTo(new Ask(1, 2, 3));
  }

  @Test
  void whatDidNotChangeIsNotToldAgain() {
    turn();
    market.takeCalls();
    chooses(NodeChoices.NONE);
    assertThat(market.takeCalls()).doesNotContain("seller_update");
  }

  @Test
  void aPausedNodeTakesNothingAndFinishesWhatRuns() {
    List<Job> jobs = submit(2);
    turn();
    first().begin();
    chooses(in(NodeState.PAUSED));
    submit(2);
    tick(12);
    assertThat(seller().state()).isEqualTo("paused");
    assertThat(executor.started()).hasSize(2);
    first().exit(0);
    time.settle();

    assertThat(stateOf(jobs.get(0))).isEqualTo(JobState.SUCCEEDED);
    assertThat(executor.started()).hasSize(2);
    assertThat(loop.status(link()).sentence()).startsWith("Paused: ");
  }

  @Test
  void aPausedNodeThatIsOpenedTakesJobsAtOnce() {
    settings = settings(true);
    turn();
    submit(1);
    tick(2);
    assertThat(executor.started()).isEmpty();

    chooses(in(NodeState.OPEN));
    assertThat(executor.started()).hasSize(1);
  }

  @Test
  void aDrainedNodeHandsBackWhatRunsAndIsThereToBeOpenedAgain() {
    List<Job> jobs = submit(2);
    turn();
    first().begin();
    chooses(in(NodeState.DRAINING));
    tick(2);
    assertThat(executor.runningCount()).isZero();
    assertThat(jobs).allMatch(job -> stateOf(job) == JobState.QUEUED);
    assertThat(buyer.job(jobs.get(0).id()).attempts().get(0).reason())
        .isEqualTo(Reason.SELLER_QUIT);
    assertThat(loop.status(link()).sentence()).startsWith("Drained: ");
    assertThat(seller().state()).isEqualTo("draining");

    List<Job> more = submit(1);
    chooses(in(NodeState.OPEN));
    assertThat(stateOf(more.get(0))).isNotEqualTo(JobState.QUEUED);
  }

  @Test
  void auctionsAreBidInByTheStrategyOfTheMoment() {
    turn();
    settings = settings.with(new NodeChoices(new Ask(1_000, 0, 0), null, null, null, null));
    chooses(new NodeChoices(null, new BidStrategy(2, false, 2, 0), null, null, null));
    var job = auctions.opens(null);
    loop.auctionOpened();
    time.settle();
    assertThat(auctions.bids).containsEntry(job, new Ask(2_000, 0, 0));
  }

  @Test
  void whatItRefusesIsToldToTheMarketAtOnce() {
    turn();
    market.takeCalls();
    chooses(refusing("deny-images", "*miner*"));
    assertThat(market.takeCalls()).contains("seller_update");

    market.takeCalls();
    chooses(refusing("deny-images", "*miner*"));
    assertThat(market.takeCalls()).doesNotContain("seller_update");
  }

  @Test
  void whatItRefusesFromNowOnItRefusesByItself() {
    List<Job> jobs = submit(1);
    turn();
    chooses(refusing("max-cpus", "0.5"));
    assertThat(executor.runningCount()).as("what runs goes on").isEqualTo(1);

    List<Job> more = submit(1);
    tick(6);
    assertThat(executor.started()).hasSize(1);
    assertThat(stateOf(jobs.get(0))).isNotEqualTo(JobState.QUEUED);
    var told = buyer.job(more.get(0).id()).attempts().get(0);
    assertThat(told.reason()).isEqualTo(Reason.SELLER_REFUSED);
    assertThat(told.detail()).isEqualTo("It takes jobs of at most 0.5 CPUs.");
  }

  @Test
  void anImageItRefusesFromNowOnIsRefusedByTheNextAttempt() {
    turn();
    chooses(refusing("deny-images", "*busybox*"));
    submit(1);
    tick(6);
    assertThat(first().assignment().images().own().deny()).containsExactly("*busybox*");
  }

  // ── health ────────────────────────────────────────────────────────────────────────────────────

  @Test
  void whatIsWellIsSaidAndWhatIsNotSaysWhatToDo() {
    turn();
    assertThat(health("connection"))
        .isEqualTo("http://127.0.0.1:7350 answers, work comes by push.");
    assertThat(health("engine")).isEqualTo("Docker 1.0 runs containers with runc.");
    assertThat(health("clock")).isEqualTo("0.0 s ahead of the market's.");
    assertThat(well("registry")).isEmpty();

    executor.unavailable("Docker does not answer: start it.");
    time.pass(Duration.ofSeconds(31));
    tick(1);
    assertThat(well("engine")).contains(false);
    assertThat(health("engine")).isEqualTo("Docker does not answer: start it.");
  }

  @Test
  void anImageThatCouldNotBeFetchedIsNamedUntilOneIs() {
    submit(1);
    turn();
    first().fail(Reason.IMAGE_PULL_FAILED, "The registry does not answer.");
    time.settle();
    assertThat(well("registry")).contains(false);
    assertThat(health("registry"))
        .isEqualTo(
            "lumaris/busybox could not be fetched: The registry does not answer. Try docker pull"
                + " lumaris/busybox on this machine.");

    submit(1);
    tick(6);
    executor.started().get(1).pull(1, 2).begin().exit(0);
    time.settle();
    assertThat(well("registry")).contains(true);
  }

  private void chooses(NodeChoices choices) {
    settings = settings.with(choices);
    loop.settingsChanged();
    time.settle();
  }

  private static NodeChoices in(NodeState state) {
    return new NodeChoices(null, null, state, null, null);
  }

  private static NodeChoices refusing(String key, String value) {
    JobFilters filters =
        JobFilters.read(name -> Optional.of(value).filter(any -> name.equals(key)));
    return new NodeChoices(null, null, null, null, filters);
  }

  private Seller seller() {
    return buyer.sellers().get(0);
  }

  private String health(String name) {
    return check(name).sentence();
  }

  private Optional<Boolean> well(String name) {
    return Optional.ofNullable(check(name).well());
  }

  private NodeStatus.Check check(String name) {
    return loop.status(link()).health().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
