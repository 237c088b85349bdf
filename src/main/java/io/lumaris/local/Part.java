package io.lumaris.local;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A server that runs on this machine for {@code lumaris up}: PostgreSQL, Nakama, the portal. */
public interface Part {
  /** What to call it in sentences and in {@code status}. */
  String name();

  /** Where it listens, for a person: {@code 127.0.0.1:7350}. */
  String address();

  /** What to ask from outside to know that it is well, see {@link Probe}. */
  URI probe();

  /** Its process, or the last one when it has ended. */
  ProcessIdentity identity();

  /** True when it does its work now: it was asked and it answered. */
  boolean isHealthy();

  /** Completes when the present process ends, for whatever reason. */
  CompletableFuture<Void> onExit();

  /** The last lines of its log. */
  List<String> lastLines(int count);

  /** Ends it in an orderly way; by force when that takes too long. Harmless when it has ended. */
  void stop();

  /** Ends it at once (SIGKILL), as a power cut would. */
  void kill();

  /**
   * Stops it if it runs, starts it again on the same ports and data, and returns when it is
   * healthy.
   *
   * @throws LocalException when it does not become healthy
   */
  void restart();
}
