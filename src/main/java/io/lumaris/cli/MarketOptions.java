package io.lumaris.cli;

import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaSettings;
import io.lumaris.nakama.SessionKeeper;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which market, and as whom: the options shared by every command that talks to it. */
final class MarketOptions {

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:LUMARIS_SERVER:-127.0.0.1:7350}",
      description = "The Nakama server of the market. Default: ${DEFAULT-VALUE}")
  private String server;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "${env:LUMARIS_KEY:-defaultkey}",
      description = "The server's key. Default: LUMARIS_KEY, else defaultkey")
  private String key;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:LUMARIS_DATA:-${sys:user.home}/.lumaris}",
      description = "Where your identity is kept. Default: ${DEFAULT-VALUE}")
  private Path data;

  /** Signs in lazily: the first call does, so that a command fails with its own sentence. */
  MarketConnection connect() {
    NakamaSettings settings;
    try {
      settings = NakamaSettings.of(server, key);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--server or --key: " + e.getMessage(), ExitCodes.USAGE);
    }
    String identity = BuyerIdentity.of(data);
    NakamaClient client = NakamaClient.standalone(settings);
    return new MarketConnection(
        client,
        SessionKeeper.authenticating(client, () -> client.authenticateDevice(identity, true)));
  }
}
