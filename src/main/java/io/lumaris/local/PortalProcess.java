package io.lumaris.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The WAR on Payara Micro, in a JVM of its own: the portal, and the seller where there is one. */
final class PortalProcess implements Part {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** Longer than the seller takes to hand back what it runs. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  /** What its own sentence about why it ends begins with. */
  private static final String SENTENCE = "lumaris serve: ";

  private static final int QUOTED = 5;
  private static final int LAST_LINES = 100;

  private final Settings settings;
  private final URI ready;
  private ChildProcess process;

  /**
   * What it needs to start.
   *
   * @param program what to run
   * @param port the page
   * @param log its log file
   * @param environment its configuration: LUMARIS_*
   * @param name what to call it: portal, or portal and seller
   * @param awaitsMarket whether it counts as started only when it has reached the market; a node
   *     that is far from it starts and keeps trying
   */
  record Settings(
      ServerProgram program,
      int port,
      Path log,
      Map<String, String> environment,
      String name,
      boolean awaitsMarket) {}

  private PortalProcess(Settings settings) {
    this.settings = settings;
    this.ready =
        URI.create(
            "http://127.0.0.1:"
                + settings.port()
                + (settings.awaitsMarket() ? "/health/ready" : "/health/live"));
  }

  /**
   * Starts it and returns when it is ready.
   *
   * @throws LocalException with its last words when it does not become ready
   */
  static PortalProcess start(Settings settings) {
    PortalProcess portal = new PortalProcess(settings);
    portal.launch();
    return portal;
  }

  private synchronized void launch() {
    process =
        ChildProcess.start(
            settings.name(),
            settings
                .program()
                .serve(
                    List.of("--port", String.valueOf(settings.port()), "--address", "127.0.0.1")),
            settings.environment(),
            settings.log());
    process.awaitReady(this::isHealthy, START_LIMIT, this::didNotStart);
  }

  private LocalException didNotStart() {
    return new LocalException(
        "The "
            + settings.name()
            + " did not start; its log "
            + settings.log()
            + " ends with:"
            + Failures.quote(lastWords(process.lastLines(LAST_LINES))));
  }

  /** The sentence that it ended with, without the stack traces above; else its last lines. */
  static List<String> lastWords(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(SENTENCE))
        .reduce((before, last) -> last)
        .map(line -> List.of(line.substring(SENTENCE.length())))
        .orElseGet(() -> lines.subList(Math.max(0, lines.size() - QUOTED), lines.size()));
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String address() {
    return "127.0.0.1:" + settings.port();
  }

  @Override
  public URI probe() {
    return ready;
  }

  @Override
  public boolean isHealthy() {
    return Probe.answers(ready);
  }

  @Override
  public synchronized ProcessIdentity identity() {
    return process.identity();
  }

  @Override
  public synchronized CompletableFuture<Void> onExit() {
    return process.onExit();
  }

  @Override
  public synchronized List<String> lastLines(int count) {
    return process.lastLines(count);
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
