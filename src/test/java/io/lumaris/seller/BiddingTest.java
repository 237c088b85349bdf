package io.lumaris.seller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.job.Ask;
import io.lumaris.market.FreeCapacity;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BiddingTest {
  private static final Ask ASK = new Ask(1_000, 0, 0);

  private final ScriptedAuctions auctions = new ScriptedAuctions();
  private final HandDrivenWorkers time = new HandDrivenWorkers();
  private final Capacity capacity = new Capacity();
  private boolean open = true;
  private Optional<Ask> ask = Optional.of(ASK);
  private BidStrategy strategy = BidStrategy.USUAL;
  private int claims;
  private final Bidding bidding =
      new Bidding(auctions, () -> strategy, time, capacity, () -> open, () -> ask, () -> claims++);

  @BeforeEach
  void twoSlots() {
    capacity.resize(new FreeCapacity(2, 2, 4096));
  }

  @Test
  void whatItBidForIsKeptFreeUntilTheAuctionHasClosed() {
    auctions.opens(null);
    look();
    assertThat(capacity.free().slots()).isOne();
    time.pass(Duration.ofMillis(5_050));
    assertThat(capacity.free().slots()).isEqualTo(2);
  }

  @Test
  void theRoomForAnAuctionThatClosesEarlyIsFreeASecondLater() {
    UUID job = auctions.opens(null);
    look();
    auctions.closes(job);
    time.pass(Duration.ofMillis(1_050));
    assertThat(capacity.free().slots()).isEqualTo(2);
    assertThat(claims).isOne();
    time.pass(Duration.ofSeconds(5));
    assertThat(claims).isOne();
  }

  @Test
  void itBidsItsAskAndClaimsWhenTheAuctionHasClosed() {
    UUID job = auctions.opens(null);
    look();
    assertThat(auctions.bids).containsEntry(job, ASK);
    assertThat(claims).isZero();
    time.pass(Duration.ofMillis(5_050));
    assertThat(claims).isOne();
  }

  @Test
  void itBidsForNoMoreThanItHasRoomFor() {
    for (int i = 0; i < 3; i++) {
      auctions.opens(null);
    }
    look();
    assertThat(auctions.bids).hasSize(2);
    look();
    assertThat(auctions.bids).hasSize(2);
  }

  @Test
  void itBidsInAnOpenAuctionWhenItGetsRoomForIt() {
    capacity.resize(new FreeCapacity(0, 0, 0));
    UUID job = auctions.opens(null);
    look();
    assertThat(auctions.bids).isEmpty();
    capacity.resize(new FreeCapacity(2, 2, 4096));
    time.pass(Duration.ofSeconds(1));
    assertThat(auctions.bids).containsEntry(job, ASK);
  }

  @Test
  void aLookThatBreaksIsNotTheLast() {
    UUID job = auctions.opens(null);
    auctions.breakOnce();
    look();
    assertThat(auctions.bids).isEmpty();
    look();
    assertThat(auctions.bids).containsEntry(job, ASK);
  }

  @Test
  void aNodeThatTakesNoWorkBidsNothing() {
    auctions.opens(null);
    open = false;
    look();
    assertThat(auctions.bids).isEmpty();
  }

  @Test
  void aNodeThatTheMarketHasNotToldItsAskBidsNothing() {
    auctions.opens(null);
    ask = Optional.empty();
    look();
    assertThat(auctions.bids).isEmpty();
  }

  @Test
  void aBidThatComesTooLateKeepsNoRoom() {
    auctions.opens(null);
    auctions.close();
    look();
    time.pass(Duration.ofSeconds(6));
    assertThat(claims).isZero();
  }

  @Test
  void theFactorScalesTheAsk() {
    strategy = new BidStrategy(0.8, false, 0.8, 0);
    assertThat(bid(null)).isEqualTo(new Ask(800, 0, 0));
  }

  @Test
  void itUndercutsTheCheapestOtherDownToItsFloor() {
    strategy = new BidStrategy(1, true, 0.5, 0);
    assertThat(bid(900L)).isEqualTo(new Ask(891, 0, 0));
    assertThat(bid(2_000L)).isEqualTo(ASK);
    assertThat(bid(100L)).isEqualTo(new Ask(500, 0, 0));
    assertThat(bid(null)).isEqualTo(ASK);
  }

  @Test
  void itNeverBidsBelowItsMinimum() {
    strategy = new BidStrategy(0.1, true, 0.1, 700);
    assertThat(bid(300L)).isEqualTo(new Ask(700, 0, 0));
  }

  private Ask bid(Long lowestAsk) {
    UUID job = auctions.opens(lowestAsk);
    capacity.resize(new FreeCapacity(100, 100, 1_000_000));
    look();
    return auctions.bids.get(job);
  }

  private void look() {
    bidding.look();
    time.settle();
  }
}
