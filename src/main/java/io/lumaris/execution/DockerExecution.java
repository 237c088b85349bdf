package io.lumaris.execution;

import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/** One attempt's life: image, container, program, end. Runs on one thread of the executor. */
final class DockerExecution implements Execution, Runnable {
  private static final System.Logger LOG = System.getLogger(DockerExecution.class.getName());

  private final Assignment assignment;
  private final ExecutionListener listener;
  private final ImageStore images;
  private final SandboxContainer container;
  private final boolean found;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final CompletableFuture<Void> cleared = new CompletableFuture<>();
  private final CompletableFuture<Reason> stopping = new CompletableFuture<>();
  private final Deadline leaseEnd;
  private final Deadline runEnd;

  /**
   * @param container where the program runs or will run
   * @param found whether it already runs, started by an earlier life of this node
   */
  DockerExecution(
      Assignment assignment,
      ExecutionListener listener,
      ImageStore images,
      SandboxContainer container,
      ScheduledExecutorService clock,
      boolean found) {
    this.assignment = assignment;
    this.listener = listener;
    this.images = images;
    this.container = container;
    this.found = found;
    this.leaseEnd = new Deadline(clock, () -> stop(Reason.SELLER_LOST));
    this.runEnd = new Deadline(clock, () -> stop(assignment.reasonAtEnd()));
  }

  @Override
  public UUID attemptId() {
    return assignment.attemptId();
  }

  @Override
  public CompletionStage<Outcome> outcome() {
    return outcome.minimalCompletionStage();
  }

  @Override
  public CompletionStage<Void> cleared() {
    return cleared.minimalCompletionStage();
  }

  @Override
  public void stop(Reason reason) {
    if (!outcome.isDone() && stopping.complete(reason)) {
      LOG.log(Level.INFO, "Attempt {0} is being stopped: {1}", attemptId(), reason);
      container.killSoon();
    }
  }

  @Override
  public void extendLease(Instant leaseUntil) {
    leaseEnd.at(leaseUntil);
    container.rememberLease(leaseUntil);
  }

  @Override
  public void run() {
    leaseEnd.at(assignment.leaseUntil());
    Outcome end;
    try {
      end = found ? goOn() : live();
    } catch (AttemptFailure e) {
      end = e.outcome();
    } catch (ImageStore.PullAbandoned e) {
      end = stoppedBeforeStart();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end = Outcome.neverRan(Reason.SELLER_QUIT, "This seller is shutting down.");
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Attempt " + attemptId() + " could not be run", e);
      end = sellerError(e);
    }
    leaseEnd.callOff();
    runEnd.callOff();
    LOG.log(Level.INFO, "Attempt {0} ended: {1}", attemptId(), word(end));
    outcome.complete(end);
    container.remove();
    cleared.complete(null);
  }

  private Outcome live() throws InterruptedException {
    String reference = assignment.spec().image();
    assignment.images().checkName(reference);
    LocalImage image = images.obtain(reference, listener::pulling, stopping);
    assignment.images().checkDigest(reference, image.digest());
    if (stopping.isDone()) {
      return stoppedBeforeStart();
    }
    listener.starting();
    create(image);
    if (stopping.isDone()) {
      return stoppedBeforeStart();
    }
    container.start();
    runEnd.in(assignment.stopAfter());
    if (stopping.isDone()) {
      container.killSoon();
    }
    return container.awaitEnd(stopping, this::stopWriting);
  }

  private void create(LocalImage image) {
    try {
      container.create(image);
    } catch (SandboxContainer.ImageGone e) {
      String reference = assignment.spec().image();
      images.forget(reference);
      LocalImage again = images.obtain(reference, listener::pulling, stopping);
      assignment.images().checkDigest(reference, again.digest());
      container.create(again);
    }
  }

  private Outcome goOn() throws InterruptedException {
    Instant startedAt = container.attachAgain();
    runEnd.at(startedAt.plus(assignment.stopAfter()));
    if (stopping.isDone()) {
      container.killSoon();
    }
    return container.awaitEnd(stopping, this::stopWriting);
  }

  private void stopWriting() {
    stop(Reason.WRITE_LIMIT);
  }

  private Outcome stoppedBeforeStart() {
    return Outcome.neverRan(stopping.join(), null);
  }

  private static Outcome sellerError(RuntimeException e) {
    return Outcome.neverRan(
        Reason.SELLER_ERROR, "The container engine failed: " + DockerFailures.words(e));
  }

  private static String word(Outcome end) {
    return end.reason() == null ? "succeeded" : end.reason().name();
  }
}
