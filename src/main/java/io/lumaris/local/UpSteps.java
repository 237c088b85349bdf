package io.lumaris.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The steps of {@code up}. What does not wait for one another goes side by side: Docker with the
 * sample images, the Nakama program, PostgreSQL. Then Nakama, then the portal.
 */
final class UpSteps {
  private static final String POSTGRES_LOG = "postgres.log";
  private static final int FIRST_POSTGRES_PORT = 15432;
  private static final long STARTER = 5_000_000; // 5 credits: a newcomer's first jobs

  private final UpSettings settings;
  private final Progress progress;
  private final Consumer<Part> started;
  private final DataFolder data;
  private final SearchPath path = SearchPath.ofEnvironment();
  private final Docker docker = new Docker(path);
  private final SideBySide lanes = new SideBySide();

  /**
   * What the portal and Nakama need.
   *
   * @param sampleImage an image to try with, when there is a seller and an image
   * @param nakama the server program; empty when a running server is used
   * @param database where Nakama's database is; empty when a running server is used
   */
  record Prepared(
      Optional<String> sampleImage, Optional<Path> nakama, Optional<Database> database) {}

  /**
   * @param started takes every part as soon as it runs
   */
  UpSteps(UpSettings settings, Progress progress, Consumer<Part> started) {
    this.settings = settings;
    this.progress = progress;
    this.started = started;
    this.data = settings.data();
  }

  /**
   * Everything that goes side by side; the first failure is the one that is thrown, at once.
   *
   * @param dockerd takes a Docker Engine that had to be started
   */
  Prepared prepare(Consumer<ProcessIdentity> dockerd) {
    CompletableFuture<Boolean> dockerReady =
        lanes.run(() -> settings.seller() && ensureDocker(dockerd));
    CompletableFuture<Optional<String>> image =
        lanes.run(() -> dockerReady.join() ? ensureImages() : Optional.empty());
    CompletableFuture<Optional<Path>> nakama =
        lanes.run(() -> isOurs() ? Optional.of(findNakama(dockerReady)) : askServer());
    CompletableFuture<Optional<Database>> database =
        lanes.run(
            () ->
                isOurs()
                    ? Optional.of(settings.database().orElseGet(this::startPostgres))
                    : Optional.empty());
    lanes.await(dockerReady, image, nakama, database);
    return new Prepared(image.join(), nakama.join(), database.join());
  }

  /** True when Nakama is started here, and is no server that somebody named. */
  private boolean isOurs() {
    return settings.server().isEmpty();
  }

  /** What goes on side by side is interrupted; returns when it has ended. */
  void abort() {
    lanes.close();
  }

  private boolean ensureDocker(Consumer<ProcessIdentity> dockerd) {
    Progress.Step step = progress.begin("Docker");
    new DockerSetup(docker, new Apt(), settings.mayInstall(), data.log("dockerd.log"))
        .ensure(step)
        .ifPresent(dockerd);
    return true;
  }

  private Optional<String> ensureImages() {
    return new SampleImages(docker, new Apt()).ensure(progress.begin("Images"));
  }

  private Path findNakama(CompletableFuture<Boolean> dockerReady) {
    NakamaImage image = new NakamaImage(docker);
    // The image is asked for again once Docker, which may just be being installed, is there.
    NakamaBinary.Source imageLater =
        (target, step) -> dockerReady.join() ? image.provide(target, step) : Optional.empty();
    return new NakamaBinary(
            data.programs(), path, List.of(image, new NakamaBuild(path), imageLater))
        .find(progress.begin("Nakama program"));
  }

  private Optional<Path> askServer() {
    String server = settings.serverAddress();
    Progress.Step step = progress.begin("Nakama");
    if (!Probe.answers(NakamaProcess.health(server))) {
      throw new LocalException(
          "No Nakama server answers at "
              + server
              + ": start it, or leave --server out to have one started here.");
    }
    step.done("the server at " + server);
    return Optional.empty();
  }

  private Database startPostgres() {
    Progress.Step step = progress.begin("PostgreSQL " + PostgresBinaries.VERSION);
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Settings(
                data.postgresPrograms(),
                data.postgres(),
                data.log(POSTGRES_LOG),
                Ports.freeFrom(FIRST_POSTGRES_PORT),
                Secrets.in(data.secrets())));
    started.accept(postgres);
    step.done(postgres.address());
    return postgres.database();
  }

  /** Nakama's tables, our schema, the server. */
  void startNakama(Prepared prepared) {
    Database database = prepared.database().orElseThrow();
    NakamaProcess.Settings nakama =
        new NakamaProcess.Settings(
            prepared.nakama().orElseThrow(),
            data.nakama(),
            NakamaModule.unpack(data.nakama().resolve("lumaris.js")),
            data.log("nakama.log"),
            settings.nakamaPort(),
            database,
            Secrets.in(data.secrets()),
            settings.key(),
            "warn");
    Progress.Step schema = progress.begin("Schema");
    NakamaProcess.migrate(nakama);
    Schema.Migrated migrated = Schema.migrate(database);
    Schema.giveStarterCredits(database, STARTER);
    schema.done(
        "version "
            + migrated.version()
            + (migrated.applied() == 0 ? ", up to date" : ", " + migrated.applied() + " applied"));
    Progress.Step step = progress.begin("Nakama " + NakamaRelease.WANTED);
    NakamaProcess process = NakamaProcess.start(nakama);
    started.accept(process);
    step.done(process.address() + ", console " + process.console() + ", user admin");
  }

  /** The WAR, as portal and where wanted as seller. */
  void startPortal(ServerProgram program, Prepared prepared) {
    String name = settings.seller() ? "portal and seller" : "portal";
    Progress.Step step = progress.begin(name);
    PortalProcess portal =
        PortalProcess.start(
            new PortalProcess.Settings(
                program,
                settings.port(),
                data.log("portal.log"),
                environment(prepared),
                name,
                true));
    started.accept(portal);
    step.done(portal.address());
  }

  private Map<String, String> environment(Prepared prepared) {
    Map<String, String> values = new HashMap<>();
    values.put("LUMARIS_ROLES", settings.seller() ? "web,seller" : "web");
    values.put("LUMARIS_NAKAMA_URL", NakamaProcess.url(settings.serverAddress()).toString());
    values.put("LUMARIS_NAKAMA_SERVER_KEY", settings.key());
    if (settings.seller()) {
      values.put("LUMARIS_SELLER_IDENTITY_FILE", data.sellerIdentity().toString());
      settings.slots().ifPresent(n -> values.put("LUMARIS_SELLER_SLOTS", String.valueOf(n)));
      docker.host().ifPresent(host -> values.put("DOCKER_HOST", host));
    }
    prepared.sampleImage().ifPresent(image -> values.put("LUMARIS_SAMPLES", Samples.json(image)));
    return values;
  }
}
