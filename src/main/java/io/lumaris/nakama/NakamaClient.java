package io.lumaris.nakama;

import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * Commands to one Nakama server. Thread-safe; one per server and process is enough.
 *
 * <p>Every method throws {@link NakamaException} and nothing else, also for a server that does not
 * answer. No method repeats a call: see {@link SessionKeeper} for sessions that end and {@link
 * Retry} for calls that may be repeated.
 */
public final class NakamaClient implements AutoCloseable {

  private final NakamaSettings settings;
  private final Failures failures;
  private final Transport transport;
  private final Threads threads;
  private final String serverKey;
  private WebSocketContainer container; // guarded by this; made with the first socket

  private NakamaClient(
      NakamaSettings settings, Failures failures, Transport transport, Threads threads) {
    this.settings = settings;
    this.failures = failures;
    this.transport = transport;
    this.threads = threads;
    this.serverKey = "Basic " + base64(settings.serverKey() + ":");
  }

  /** A client for the command line: the JDK's HTTP client and daemon threads of its own. */
  public static NakamaClient standalone(NakamaSettings settings) {
    Failures failures = new Failures(settings);
    Threads threads = Threads.ofOwn();
    return new NakamaClient(
        settings, failures, new JdkTransport(settings, failures, threads.executor()), threads);
  }

  /**
   * A client for the inside of the container: MicroProfile Rest Client and the container's threads.
   *
   * @param executor runs asynchronous calls, socket connects and socket listeners; a {@code
   *     ManagedExecutorService}
   * @param scheduler runs short timers only; a {@code ManagedScheduledExecutorService}
   */
  public static NakamaClient inContainer(
      NakamaSettings settings, ExecutorService executor, ScheduledExecutorService scheduler) {
    Failures failures = new Failures(settings);
    return new NakamaClient(
        settings,
        failures,
        new RestClientTransport(settings, failures, executor),
        Threads.ofContainer(executor, scheduler));
  }

  /**
   * Signs in with a device id, without a wish for a user name.
   *
   * @param id 10 to 128 bytes; a secret, because who knows it is the account
   * @param create whether to make the account if there is none
   */
  public NakamaSession authenticateDevice(String id, boolean create) {
    return authenticate("device", create, null, Map.of("id", id));
  }

  /** Signs in with a device id; {@code username} is used if the account is made now. */
  public NakamaSession authenticateDevice(String id, boolean create, String username) {
    return authenticate("device", create, username, Map.of("id", id));
  }

  /**
   * Signs in with an e-mail address and a password of at least 8 characters.
   *
   * @param create whether to make the account if there is none
   */
  public NakamaSession authenticateEmail(String email, String password, boolean create) {
    return authenticate("email", create, null, Map.of("email", email, "password", password));
  }

  /** Signs in with an e-mail address; {@code username} is used if the account is made now. */
  public NakamaSession authenticateEmail(
      String email, String password, boolean create, String username) {
    return authenticate("email", create, username, Map.of("email", email, "password", password));
  }

  /**
   * Signs in with a custom id, for example an API key that the server's module looks up.
   *
   * @param id 6 to 128 bytes; a secret
   * @param create whether to make the account if there is none
   */
  public NakamaSession authenticateCustom(String id, boolean create) {
    return authenticate("custom", create, null, Map.of("id", id));
  }

  /** Signs in with a custom id; {@code username} is used if the account is made now. */
  public NakamaSession authenticateCustom(String id, boolean create, String username) {
    return authenticate("custom", create, username, Map.of("id", id));
  }

  /** Lets a guest's account be signed in to by e-mail from now on. */
  public void linkEmail(NakamaSession session, String email, String password) {
    String credentials = Json.text(Map.of("email", email, "password", password));
    call(api -> api.linkEmail(bearer(session), credentials));
  }

  /** A new session for the same account; both tokens are new, and the old ones stay valid. */
  public NakamaSession refreshSession(NakamaSession session) {
    String token = Json.text(Map.of("token", session.refreshToken()));
    return NakamaSession.of(Json.answer(call(api -> api.refresh(serverKey, token))));
  }

  /** Ends this session: the server refuses both tokens from now on (until it restarts). */
  public void logoutSession(NakamaSession session) {
    String tokens =
        Json.text(Map.of("token", session.authToken(), "refresh_token", session.refreshToken()));
    call(api -> api.logout(bearer(session), tokens));
  }

  /** What Nakama knows about the signed-in account; also a check that the session is good. */
  public NakamaAccount getAccount(NakamaSession session) {
    return NakamaAccount.of(Json.answer(call(api -> api.account(bearer(session)))));
  }

  /** Returns if a Nakama answers; says nothing about its database or its module. */
  public void healthcheck() {
    call(NakamaApi::healthcheck);
  }

  /**
   * Calls a function of the server's module.
   *
   * @param id the function's name
   * @param payload JSON text, as long as the server allows ({@code socket.max_request_size_bytes})
   * @return the answer, JSON text
   */
  public String rpc(NakamaSession session, String id, String payload) {
    return call(api -> api.rpc(bearer(session), id, "", payload));
  }

  /**
   * Calls a function of the server's module with objects.
   *
   * @param payload a record, map or bean
   * @param answer the type to read the answer as
   * @param json how the module's objects are written
   */
  public <T> T rpc(NakamaSession session, String id, Object payload, Class<T> answer, Jsonb json) {
    return Json.read(rpc(session, id, json.toJson(payload)), answer, json);
  }

  /** {@link #rpc(NakamaSession, String, String)} without waiting; fails with NakamaException. */
  public CompletionStage<String> rpcAsync(NakamaSession session, String id, String payload) {
    CompletionStage<String> answer;
    try {
      answer = transport.api().rpcAsync(bearer(session), id, "", payload);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(transport.explain(e));
    }
    return answer.handle(
        (body, failure) -> {
          if (failure != null) {
            throw transport.explain(failure);
          }
          return failures.json(body);
        });
  }

  /**
   * A socket for pushes to the account that {@code sessions} keeps signed in. Connects when told
   * to.
   *
   * @param listener is called from one thread at a time, in the order of arrival
   */
  public NakamaSocket createSocket(SessionKeeper sessions, NakamaSocketListener listener) {
    SocketConnector connector = new SocketConnector(this, webSocketContainer());
    return new NakamaSocket(threads, sessions, connector, listener);
  }

  @Override
  public void close() {
    transport.close();
    threads.close();
  }

  NakamaSettings settings() {
    return settings;
  }

  Failures failures() {
    return failures;
  }

  Threads threads() {
    return threads;
  }

  /** One for all sockets, because each has ten threads of its own as long as a socket is open. */
  private synchronized WebSocketContainer webSocketContainer() {
    if (container == null) {
      container = ContainerProvider.getWebSocketContainer();
    }
    return container;
  }

  private NakamaSession authenticate(
      String method, boolean create, String username, Map<String, String> credentials) {
    String body = Json.text(credentials);
    JsonObject answer =
        Json.answer(call(api -> api.authenticate(serverKey, method, create, username, body)));
    return NakamaSession.of(answer);
  }

  private String call(Function<NakamaApi, String> call) {
    String body;
    try {
      body = call.apply(transport.api());
    } catch (RuntimeException e) {
      throw transport.explain(e);
    }
    return failures.json(body);
  }

  private static String bearer(NakamaSession session) {
    return "Bearer " + session.authToken();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
