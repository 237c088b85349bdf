package io.lumaris.execution;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import io.lumaris.job.AppliedProfile;
import io.lumaris.job.Outcome;
import io.lumaris.job.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits for a program's end and says why it ended. */
final class ProgramEnd {
  private static final int KILLED = 137;
  private static final Duration ENGINE_MAY_BE_AWAY = Duration.ofSeconds(15);
  private static final Duration OUTPUT_LOOK = Duration.ofSeconds(15);
  private static final long OOM_NEWS_LATE_MS = 2_000;
  private static final long INIT_FAILS_WITHIN_MS = 2_000;

  private final DockerClient client;
  private final String id;
  private final Assignment assignment;
  private final ProgramOutput output;
  private boolean engineWasAway;

  ProgramEnd(DockerClient client, String id, Assignment assignment, ProgramOutput output) {
    this.client = client;
    this.id = id;
    this.assignment = assignment;
    this.output = output;
  }

  /**
   * The container after its program ended and all output is with the listener. Throws {@link
   * NotFoundException} when somebody removed it.
   *
   * <p>The end of the output is the first news of an exit, some milliseconds before a {@code wait}
   * answers. Only a program that closed its output early, or a broken connection, needs the wait.
   */
  InspectContainerResponse await() throws InterruptedException {
    Instant lastHeard = Instant.now();
    boolean outputEnded = output.awaitEnd(OUTPUT_LOOK);
    while (true) {
      try {
        InspectContainerResponse state = client.inspectContainerCmd(id).exec();
        if (!Boolean.TRUE.equals(state.getState().getRunning())) {
          output.awaitRest();
          return state;
        }
        lastHeard = Instant.now();
        if (outputEnded) {
          awaitExit();
        }
      } catch (NotFoundException e) {
        throw e;
      } catch (RuntimeException e) {
        giveUpAfter(lastHeard, e);
      }
      outputEnded = output.awaitEnd(OUTPUT_LOOK);
    }
  }

  /** Sent only once the program runs: a wait that arrives before the start answers 0 at once. */
  private void awaitExit() throws InterruptedException {
    client.waitContainerCmd(id).exec(new WaitContainerResultCallback()).awaitCompletion();
  }

  private void giveUpAfter(Instant lastHeard, RuntimeException e) throws InterruptedException {
    engineWasAway = true;
    if (Instant.now().isAfter(lastHeard.plus(ENGINE_MAY_BE_AWAY))) {
      throw new AttemptFailure(
          Reason.SELLER_ERROR, "The Docker Engine stopped answering while the program ran.", e);
    }
    TimeUnit.MILLISECONDS.sleep(500);
  }

  /** How it ended, once all output is through. */
  Outcome outcome(
      InspectContainerResponse container,
      CompletableFuture<Reason> stopping,
      AppliedProfile profile,
      UsageSampler sampler)
      throws InterruptedException {
    ContainerState state = container.getState();
    int exitCode = state.getExitCodeLong().intValue();
    Instant startedAt = Instant.parse(state.getStartedAt());
    long runMs = millis(startedAt, Instant.parse(state.getFinishedAt()));
    Ended ended = reason(exitCode, state, stopping, runMs, sampler);
    return new Outcome(
        ended.reason,
        exitCode,
        ended.detail,
        startedAt,
        runMs,
        profile.imageDigest(),
        profile,
        sampler.usage(runMs, Boolean.TRUE.equals(state.getOOMKilled()), output.bytes()),
        null,
        null);
  }

  /**
   * The Engine notes a start once the program runs: a very short one may have ended before that.
   */
  private static long millis(Instant startedAt, Instant finishedAt) {
    return Math.max(0, Duration.between(startedAt, finishedAt).toMillis());
  }

  private Ended reason(
      int exitCode,
      ContainerState state,
      CompletableFuture<Reason> stopping,
      long runMs,
      UsageSampler sampler)
      throws InterruptedException {
    if (exitCode == 0) {
      return new Ended(null, null);
    }
    if (stopping.isDone() && exitCode == KILLED) {
      return stopped(stopping.join(), sampler);
    }
    if (engineWasAway) {
      return new Ended(
          Reason.SELLER_ERROR, "The Docker Engine was restarted while the program ran.");
    }
    if (ranOutOfMemory(state, exitCode)) {
      return outOfMemory(exitCode);
    }
    if (runMs < INIT_FAILS_WITHIN_MS && output.initMessage().isPresent()) {
      ProgramOutput.InitMessage said = output.initMessage().get();
      return new Ended(
          Reason.COMMAND_NOT_FOUND,
          DockerFailures.commandNotFound(assignment.spec(), said.program(), said.why(), null)
              .getMessage());
    }
    return new Ended(Reason.EXIT_CODE, null);
  }

  private Ended stopped(Reason reason, UsageSampler sampler) {
    String seconds = assignment.stopAfter().toSeconds() + " s, ";
    return switch (reason) {
      case RUN_TIMEOUT ->
          new Ended(reason, "The program was stopped after " + seconds + "the longest it may run.");
      case BUDGET_REACHED ->
          new Ended(
              reason, "The program was stopped after " + seconds + "for which its budget pays.");
      case WRITE_LIMIT -> new Ended(reason, sampler.writtenTooMuch());
      default -> new Ended(reason, null);
    };
  }

  private Ended outOfMemory(int exitCode) {
    String limit = assignment.spec().memoryMb() + " MB";
    return new Ended(
        Reason.OUT_OF_MEMORY,
        exitCode == KILLED
            ? "The program was killed at its memory limit of " + limit + "."
            : "A process of the program was killed at the memory limit of "
                + limit
                + "; the program then ended with exit code "
                + exitCode
                + ".");
  }

  /** The news of a memory kill may come a little later than that of the exit. */
  private boolean ranOutOfMemory(ContainerState state, int exitCode) throws InterruptedException {
    boolean killed = Boolean.TRUE.equals(state.getOOMKilled());
    for (long wait = 20; !killed && exitCode == KILLED && wait < OOM_NEWS_LATE_MS; wait *= 2) {
      TimeUnit.MILLISECONDS.sleep(wait);
      killed = Boolean.TRUE.equals(client.inspectContainerCmd(id).exec().getState().getOOMKilled());
    }
    return killed;
  }

  private record Ended(Reason reason, String detail) {}
}
