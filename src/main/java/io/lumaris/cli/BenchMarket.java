package io.lumaris.cli;

import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaSettings;
import io.lumaris.nakama.SessionKeeper;
import java.util.UUID;

/** Fresh accounts on the market that is measured; all share one HTTP client. */
final class BenchMarket implements AutoCloseable {
  private final NakamaClient client;

  BenchMarket(String server, String key) {
    this.client = NakamaClient.standalone(NakamaSettings.of(server, key));
  }

  /** A new account, signed in. */
  MarketConnection account() {
    String id = UUID.randomUUID() + "-" + UUID.randomUUID();
    SessionKeeper sessions =
        SessionKeeper.authenticating(client, () -> client.authenticateDevice(id, true));
    sessions.session();
    return new MarketConnection(client, sessions);
  }

  @Override
  public void close() {
    client.close();
  }
}
