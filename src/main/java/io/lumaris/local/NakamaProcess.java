package io.lumaris.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A Nakama server with our module on the loopback address, as a child of this process. */
public final class NakamaProcess implements Part {
  /** The console is one port above the API; gRPC is one below, the console's gRPC two below. */
  static final int CONSOLE_OFFSET = 1;

  /** How many ports next to its own it takes. */
  static final int PORTS_BELOW = 2;

  /** The console. */
  static final int PORTS_ABOVE = 1;

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration MIGRATE_LIMIT = Duration.ofMinutes(2);

  // Telemetry off: a server of ours tells nobody that it runs.
  private static final Map<String, String> ENVIRONMENT = Map.of("NAKAMA_TELEMETRY", "0");

  private final Settings settings;
  private final NakamaConfig config;
  private ChildProcess process;

  /**
   * What it needs to start.
   *
   * @param binary the server program
   * @param folder its configuration, data and copy of the module; made when it is not there
   * @param module the JavaScript module
   * @param log its log file
   * @param port HTTP and WebSocket; it also takes {@code port-1} (gRPC), {@code port+1} (console)
   *     and {@code port-2} (the console's gRPC)
   * @param database its database, in which Flyway has made the schema {@code lumaris}
   * @param secrets its keys
   * @param serverKey what clients name to sign in; not a secret
   * @param logLevel {@code debug, info, warn} or {@code error}
   */
  public record Settings(
      Path binary,
      Path folder,
      Path module,
      Path log,
      int port,
      Database database,
      Secrets secrets,
      String serverKey,
      String logLevel) {}

  private NakamaProcess(Settings settings, NakamaConfig config) {
    this.settings = settings;
    this.config = config;
  }

  /**
   * Brings Nakama's own tables up to date. To be done before our schema and before {@link #start}.
   *
   * @throws LocalException with the server's own words when it fails
   */
  public static void migrate(Settings settings) {
    List<String> line = new ArrayList<>(List.of(settings.binary().toString(), "migrate", "up"));
    line.addAll(NakamaConfig.write(settings).options());
    Command.Result done = Command.of(line).with(ENVIRONMENT).run(MIGRATE_LIMIT);
    if (!done.ok()) {
      throw new LocalException(
          "Nakama could not make its tables in "
              + settings.database()
              + ":"
              + Failures.quote(NakamaLog.readable(done.lastLines(3))));
    }
  }

  /**
   * Starts the server and returns when it answers.
   *
   * @throws LocalException with its last words when it does not
   */
  public static NakamaProcess start(Settings settings) {
    NakamaProcess nakama = new NakamaProcess(settings, NakamaConfig.write(settings));
    nakama.launch();
    return nakama;
  }

  private synchronized void launch() {
    List<String> line = new ArrayList<>(List.of(settings.binary().toString()));
    line.addAll(config.options());
    process = ChildProcess.start("Nakama", line, ENVIRONMENT, settings.log());
    process.awaitReady(this::isHealthy, START_LIMIT, this::didNotStart);
  }

  private LocalException didNotStart() {
    return new LocalException(
        "Nakama did not start; its log "
            + settings.log()
            + " ends with:"
            + Failures.quote(NakamaLog.readable(process.lastLines(3))));
  }

  /** HTTP and WebSocket port on 127.0.0.1. */
  public int port() {
    return settings.port();
  }

  /** Its web console, user {@code admin}. */
  public URI console() {
    return URI.create("http://" + LOOPBACK + ":" + (settings.port() + CONSOLE_OFFSET));
  }

  /** What it was started with. */
  public Settings settings() {
    return settings;
  }

  @Override
  public String name() {
    return "Nakama";
  }

  @Override
  public String address() {
    return LOOPBACK + ":" + settings.port();
  }

  @Override
  public URI probe() {
    return health(address());
  }

  /** All ports that a server on this one takes. */
  static int[] portsFor(int port) {
    return IntStream.rangeClosed(port - PORTS_BELOW, port + PORTS_ABOVE).toArray();
  }

  /** The address of a server named as {@code host:port} or as an {@code http(s)://} address. */
  static URI url(String server) {
    return URI.create(server.contains("://") ? server : "http://" + server);
  }

  /** What a server is asked to know that it is well. */
  static URI health(String server) {
    return url(server).resolve("/healthcheck");
  }

  @Override
  public synchronized ProcessIdentity identity() {
    return process.identity();
  }

  @Override
  public boolean isHealthy() {
    return Probe.answers(probe());
  }

  @Override
  public synchronized CompletableFuture<Void> onExit() {
    return process.onExit();
  }

  @Override
  public synchronized List<String> lastLines(int count) {
    return NakamaLog.readable(process.lastLines(count));
  }

  @Override
  public synchronized void stop() {
    process.stop(STOP_LIMIT);
  }

  @Override
  public synchronized void kill() {
    process.kill();
  }

  @Override
  public synchronized void restart() {
    stop();
    launch();
  }
}
