package io.lumaris.execution;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.lumaris.job.AppliedProfile;
import io.lumaris.job.LogStream;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The container of one attempt. */
final class SandboxContainer {
  private static final System.Logger LOG = System.getLogger(SandboxContainer.class.getName());

  private final Sandboxes sandboxes;
  private final Assignment assignment;
  private final ExecutionListener listener;
  private final AtomicBoolean announced = new AtomicBoolean();
  private final CompletableFuture<Void> announcement = new CompletableFuture<>();
  private volatile String id;
  private volatile Instant leaseUntil;
  private volatile boolean ended;
  private volatile CompletableFuture<AppliedProfile> profile;
  private ProgramOutput output;
  private LocalImage image;

  SandboxContainer(Sandboxes sandboxes, Assignment assignment, ExecutionListener listener) {
    this.sandboxes = sandboxes;
    this.assignment = assignment;
    this.listener = listener;
    this.leaseUntil = assignment.leaseUntil();
  }

  /** A container that an earlier life of this node made. */
  static SandboxContainer found(
      Sandboxes sandboxes, Assignment assignment, ExecutionListener listener, String id) {
    SandboxContainer container = new SandboxContainer(sandboxes, assignment, listener);
    container.id = id;
    return container;
  }

  /** Throws {@link ImageGone} when the image has been removed since it was found. */
  void create(LocalImage from) {
    image = from;
    create(true);
  }

  private void create(boolean init) {
    CreateContainerCmd create =
        sandboxes
            .client()
            .createContainerCmd(image.id())
            .withName(ContainerName.of(assignment.attemptId(), leaseUntil))
            .withLabels(ContainerLabels.of(sandboxes.nodeId(), assignment));
    Program.applyTo(create, assignment.spec());
    sandboxes.profile().applyTo(create, assignment.spec(), image, init);
    try {
      id = create.exec().getId();
    } catch (NotFoundException e) {
      throw new ImageGone(e);
    } catch (DockerException e) {
      throw DockerFailures.notStarted(assignment.spec(), e);
    }
  }

  /** Starts the program; its output and its start are with the listener from here on. */
  void start() throws InterruptedException {
    try {
      attachAndStart();
    } catch (DockerException e) {
      if (!DockerFailures.isMissingInit(e)) {
        throw DockerFailures.notStarted(assignment.spec(), e);
      }
      LOG.log(Level.WARNING, "An init process could not be had, container {0} goes without", id);
      startWithoutInit();
    }
  }

  private void startWithoutInit() throws InterruptedException {
    output.close();
    DanglingContainers.remove(sandboxes.client(), id);
    create(false);
    try {
      attachAndStart();
    } catch (DockerException e) {
      throw DockerFailures.notStarted(assignment.spec(), e);
    }
  }

  private void attachAndStart() throws InterruptedException {
    profile = CompletableFuture.supplyAsync(this::appliedProfile, sandboxes.workers());
    attach();
    sandboxes.client().startContainerCmd(id).exec();
  }

  /** Output from now on, of a program that was started before; returns when it was started. */
  Instant attachAgain() throws InterruptedException {
    InspectContainerResponse state = inspect();
    image =
        LocalImage.of(
            sandboxes.client().inspectImageCmd(state.getImageId()).exec(),
            assignment.spec().image());
    profile = CompletableFuture.completedFuture(sandboxes.reader().read(state, image));
    Instant startedAt = Instant.parse(state.getState().getStartedAt());
    announce(startedAt);
    String gap = "[this seller's node was restarted: what was printed meanwhile is lost]\n";
    listener.output(LogStream.SYSTEM, gap.getBytes(StandardCharsets.UTF_8));
    if (Boolean.TRUE.equals(state.getState().getRunning())) {
      attach();
    } else {
      output = newOutput();
      output.onComplete();
    }
    return startedAt;
  }

  /**
   * Waits for the program's end and all of its output.
   *
   * @param wroteTooMuch is called when it has written more to disk than it may
   */
  Outcome awaitEnd(CompletableFuture<Reason> stopping, Runnable wroteTooMuch)
      throws InterruptedException {
    announce(Instant.now());
    ProgramEnd end = new ProgramEnd(sandboxes.client(), id, assignment, output);
    double cpus = assignment.spec().cpus();
    UsageSampler sampler = new UsageSampler(sandboxes, id, cpus, listener::sampled, wroteTooMuch);
    try {
      InspectContainerResponse state = end.await();
      ended = true;
      return end.outcome(state, stopping, profile.join(), sampler);
    } catch (NotFoundException e) {
      throw new AttemptFailure(
          Reason.SELLER_ERROR, "The container was removed while the program ran.", e);
    } finally {
      sampler.stop();
    }
  }

  /** Ends the program if it runs; nothing happens before the start and after the end. */
  void killSoon() {
    sandboxes.workers().execute(this::kill);
  }

  /** Keeps the lease's end where a restarted node finds it. */
  void rememberLease(Instant until) {
    leaseUntil = until;
    if (id != null && !ended) {
      sandboxes.workers().execute(this::rename);
    }
  }

  /** Leaves nothing behind; what fails here is cleared by {@link DanglingContainers}. */
  void remove() {
    ended = true;
    String gone = id;
    id = null;
    if (gone != null) {
      DanglingContainers.remove(sandboxes.client(), gone);
    }
  }

  private ProgramOutput newOutput() {
    return new ProgramOutput(listener, () -> announce(Instant.now()));
  }

  private void attach() throws InterruptedException {
    output = newOutput();
    sandboxes
        .client()
        .attachContainerCmd(id)
        .withStdOut(true)
        .withStdErr(true)
        .withFollowStream(true)
        .exec(output);
    // Before the start, else the first bytes of a short program are lost.
    output.awaitBegun();
  }

  /** Tells the listener that the program runs: when start returns or at the first output byte. */
  private void announce(Instant at) {
    if (announced.compareAndSet(false, true)) {
      listener.started(at, image.digest(), profile.join());
      announcement.complete(null);
    } else {
      announcement.join();
    }
  }

  private AppliedProfile appliedProfile() {
    return sandboxes.reader().read(inspect(), image);
  }

  private InspectContainerResponse inspect() {
    return sandboxes.client().inspectContainerCmd(id).exec();
  }

  private void kill() {
    String target = id;
    if (target == null || ended) {
      return;
    }
    try {
      sandboxes.client().killContainerCmd(target).exec();
    } catch (NotFoundException | ConflictException e) {
      LOG.log(Level.DEBUG, "Nothing to kill in container {0}", target);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Container " + target + " could not be killed, trying again", e);
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, sandboxes.workers())
          .execute(this::kill);
    }
  }

  private synchronized void rename() {
    String target = id;
    if (target == null || ended) {
      return;
    }
    String name = ContainerName.of(assignment.attemptId(), leaseUntil);
    try {
      sandboxes.client().renameContainerCmd(target).withName(name).exec();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "The lease of container " + target + " could not be noted", e);
    }
  }

  /** The image was removed between finding it and using it. */
  static final class ImageGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImageGone(RuntimeException cause) {
      super(cause);
    }
  }
}
