package io.lumaris.market;

import static io.lumaris.job.JobJson.jsonb;

import io.lumaris.nakama.NakamaClient;
import io.lumaris.nakama.NakamaException;
import io.lumaris.nakama.NakamaSocket;
import io.lumaris.nakama.NakamaSocketListener;
import io.lumaris.nakama.NakamaSubscription;
import io.lumaris.nakama.SessionKeeper;
import io.lumaris.nakama.StreamData;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Pushes of the market to one account over one socket that stays connected by itself. The same in
 * the container and on the command line. Thread-safe.
 *
 * <p>Ask for what is wanted ({@link #asBuyer}, {@link #asSeller}, {@link #watch}), then {@link
 * #connect}; all of it is asked for again after each loss of the connection, and then the listener
 * is told to {@link MarketListener#lookAgain look again}.
 */
public final class MarketWatcher implements AutoCloseable {
  private static final Logger LOG = System.getLogger(MarketWatcher.class.getName());

  private final NakamaSocket socket;
  private final Map<UUID, NakamaSubscription> watched = new HashMap<>(); // guarded by itself
  private final Map<String, NakamaSubscription> online = new HashMap<>(); // guarded by watched

  /**
   * A watcher for the account that {@code sessions} keeps signed in.
   *
   * @param listener is called from the client's executor, never from two threads at once
   */
  public MarketWatcher(NakamaClient client, SessionKeeper sessions, MarketListener listener) {
    this.socket = client.createSocket(sessions, new Pushes(listener));
  }

  /** Asks for every change of the account's own jobs. */
  public MarketWatcher asBuyer() {
    return online("buyer_online");
  }

  /**
   * Asks for work, cancels and lost leases of the account as a seller, which must be registered;
   * asked for a second time, it is as if it were the first.
   */
  public MarketWatcher asSeller() {
    return online("seller_online");
  }

  /**
   * Starts to connect and goes on trying.
   *
   * @return completes with the first connection, fails with {@link MarketException} when the
   *     session has ended; do not block in what depends on it
   */
  public CompletionStage<Void> connect() {
    return socket
        .connect()
        .exceptionally(
            failure -> {
              throw refusal(failure);
            });
  }

  /** Whether pushes arrive at this moment. */
  public boolean isConnected() {
    return socket.isConnected();
  }

  /**
   * Asks for the output and the changes of one job; asking again for the same job changes nothing.
   *
   * @return completes with the log's last sequence number when pushes begin; fails with {@link
   *     MarketException}, {@code job_not_found} for somebody else's job; do not block in what
   *     depends on it
   */
  public CompletionStage<Long> watch(UUID jobId) {
    NakamaSubscription subscription;
    synchronized (watched) {
      subscription =
          watched.computeIfAbsent(
              jobId, id -> socket.subscribe("job_watch", "{\"job_id\":\"" + id + "\"}"));
    }
    return subscription
        .confirmed()
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                forget(jobId, subscription);
                throw refusal(failure);
              }
              return lastSeq(answer);
            });
  }

  /** Takes back {@link #watch}; a push that is under way may still arrive. */
  public void unwatch(UUID jobId) {
    NakamaSubscription subscription;
    synchronized (watched) {
      subscription = watched.remove(jobId);
    }
    if (subscription != null) {
      subscription.close();
      socket
          .rpc("job_unwatch", "{\"job_id\":\"" + jobId + "\"}")
          .exceptionally(lost -> "{}"); // the stream ended with the connection
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  private MarketWatcher online(String rpcId) {
    synchronized (watched) {
      NakamaSubscription before = online.put(rpcId, socket.subscribe(rpcId, "{}"));
      if (before != null) {
        before.close();
      }
    }
    return this;
  }

  private void forget(UUID jobId, NakamaSubscription subscription) {
    synchronized (watched) {
      watched.remove(jobId, subscription);
    }
  }

  private static long lastSeq(String answer) {
    return jsonb().fromJson(answer, JsonObject.class).getJsonNumber("last_seq").longValue();
  }

  private static RuntimeException refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof NakamaException e
        ? MarketFailures.of(e)
        : new IllegalStateException("A subscription failed in an unexpected way", cause);
  }

  /** Turns what the socket says into what the market means. */
  private record Pushes(MarketListener listener) implements NakamaSocketListener {

    @Override
    public void onConnect() {
      listener.lookAgain();
    }

    @Override
    public void onReconnected() {
      listener.lookAgain();
    }

    @Override
    public void onDisconnect(NakamaException cause) {
      listener.disconnected(MarketFailures.of(cause));
    }

    @Override
    public void onError(NakamaException error) {
      switch (error.code()) {
        // One stream is refused since the reconnect, for example of a job deleted meanwhile.
        case FAILED_PRECONDITION, INVALID_ARGUMENT, NOT_FOUND, PERMISSION_DENIED ->
            LOG.log(Level.WARNING, "A subscription ended: {0}", error.getMessage());
        default -> listener.disconnected(MarketFailures.of(error));
      }
    }

    @Override
    public void onClosed(NakamaException cause) {
      listener.ended(MarketFailures.of(cause));
    }

    @Override
    public void onStreamData(StreamData push) {
      JsonObject data = jsonb().fromJson(push.data(), JsonObject.class);
      switch (data.getString("type", "")) {
        case "job" -> listener.jobChanged(jsonb().fromJson(push.data(), JobChanged.class));
        case "log" -> listener.logPushed(jsonb().fromJson(push.data(), LogPushed.class));
        case "usage" -> listener.usagePushed(jsonb().fromJson(push.data(), UsagePushed.class));
        case "work" -> listener.workOffered();
        case "auction" -> listener.auctionOpened();
        case "cancel" -> listener.cancelRequested(id(data, "attempt_id"), id(data, "job_id"));
        case "lease_lost" -> listener.leaseLost(id(data, "attempt_id"));
        default -> LOG.log(Level.DEBUG, "A push of a kind this version does not know");
      }
    }

    private static UUID id(JsonObject data, String name) {
      return UUID.fromString(data.getString(name));
    }
  }
}
