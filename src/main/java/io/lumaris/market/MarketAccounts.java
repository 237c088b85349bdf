package io.lumaris.market;

import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.SessionKeeper;

/** The way to the market for those who are an account of their own, such as a seller's node. */
public final class MarketAccounts {
  private final NakamaClient client;
  private final String address;

  /**
   * Accounts on the market that this client speaks to.
   *
   * @param address the market's, to show
   */
  public MarketAccounts(NakamaClient client, String address) {
    this.client = client;
    this.address = address;
  }

  /**
   * The account of a device; signed in when it is first used, made if there is none, and signed in
   * again whenever its session ends.
   *
   * @param deviceId 10 to 128 characters; a secret, because who knows it is the account
   */
  public MarketAccount ofDevice(String deviceId) {
    SessionKeeper sessions =
        SessionKeeper.authenticating(client, () -> client.authenticateDevice(deviceId, true));
    return new MarketAccount(client, sessions, address);
  }
}
