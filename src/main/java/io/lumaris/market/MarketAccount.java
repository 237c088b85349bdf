package io.lumaris.market;

import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.SessionKeeper;
import java.time.Duration;

/** One account at the market: what it may ask for, and what it is told. */
public final class MarketAccount {
  private final NakamaClient client;
  private final SessionKeeper sessions;
  private final String address;

  MarketAccount(NakamaClient client, SessionKeeper sessions, String address) {
    this.client = client;
    this.sessions = sessions;
    this.address = address;
  }

  /** The market as this account sees it. */
  public Market market() {
    return new NakamaMarket(sessions);
  }

  /** The receipts there as this account sees them. */
  public Receipts receipts() {
    return new NakamaReceipts(sessions, Duration.ZERO);
  }

  /** The auctions there as this account sees them. */
  public Auctions auctions() {
    return new NakamaAuctions(sessions, Duration.ZERO);
  }

  /** What this account may know of its own business as a seller. */
  public SellerInsight insight() {
    return new NakamaSellerInsight(sessions, Duration.ZERO);
  }

  /** What this account may book there, if it is named as a payment processor. */
  public Bookings bookings() {
    return new NakamaBookings(sessions);
  }

  /** Pushes to this account; the caller asks for what it wants, connects, and closes it. */
  public MarketWatcher watcher(MarketListener listener) {
    return new MarketWatcher(client, sessions, listener);
  }

  /** Where the market is, to show. */
  public String address() {
    return address;
  }
}
