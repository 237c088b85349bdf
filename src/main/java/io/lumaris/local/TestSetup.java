package io.lumaris.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the tests need of a machine beyond the build: Docker, sample images, a browser. */
public final class TestSetup {
  private static final List<Tool> TOOLS =
      List.of(
          new Tool("Chromium", List.of("chromium", "chromium-browser"), "chromium"),
          new Tool("Image registry", List.of("docker-registry"), "docker-registry"));
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  /**
   * A program that tests run.
   *
   * @param title what it is
   * @param programs its names
   * @param debian the package of Debian and Ubuntu that has it
   */
  private record Tool(String title, List<String> programs, String debian) {
    Optional<Path> on(SearchPath path) {
      return programs.stream().flatMap(name -> path.find(name).stream()).findFirst();
    }
  }

  private final Path record;
  private final Progress progress;
  private final SearchPath path = SearchPath.ofEnvironment();
  private final Apt apt = new Apt();
  private final Docker docker = new Docker(path);

  /**
   * @param folder where it is written what was started; it is read by {@link #undo}
   * @param progress told of every step
   */
  public TestSetup(Path folder, Progress progress) {
    this.record = folder.resolve("prepared.json");
    this.progress = progress;
  }

  /**
   * Installs and starts what is missing.
   *
   * @throws LocalException with what to type where it may not be done here
   */
  public void prepare() {
    prepareDocker();
    prepareImages();
    TOOLS.forEach(this::prepare);
  }

  private void prepareDocker() {
    Progress.Step step = progress.begin("Docker");
    Path log = Path.of(record + ".dockerd.log");
    new DockerSetup(docker, apt, true, log)
        .ensure(step)
        .ifPresent(engine -> ProcessRecord.write(record, engine));
  }

  /** Built even where a registry answers: the tests name them. */
  private void prepareImages() {
    Progress.Step step = progress.begin("Sample images");
    SampleImages images = new SampleImages(docker, apt);
    step.done(images.built().orElseGet(images::build));
  }

  private void prepare(Tool tool) {
    Progress.Step step = progress.begin(tool.title());
    if (tool.on(path).isEmpty()) {
      if (!Apt.mayInstall()) {
        throw new LocalException(
            "The tests need %s: install it%s, so that `%s` is on the PATH."
                .formatted(
                    tool.title(),
                    Apt.isHere() ? " (sudo apt-get install " + tool.debian() + ")" : "",
                    tool.programs().get(0)));
      }
      step.say(tool.title() + " is missing: installing it from the distribution.");
      apt.install(List.of(tool.debian()));
    }
    step.done(tool.on(path).map(Path::toString).orElse("installed"));
  }

  /**
   * Ends the Docker Engine that {@link #prepare} started, and nothing else.
   *
   * @return false when it had started none, or that one has ended
   */
  public boolean undo() {
    if (!Files.exists(record)) {
      return false;
    }
    Progress.Step step = progress.begin("Stopping the Docker Engine started for the tests");
    boolean ended = Leftovers.end(ProcessRecord.read(record), STOP_LIMIT);
    UpState.delete(record);
    step.done("");
    return ended;
  }
}
