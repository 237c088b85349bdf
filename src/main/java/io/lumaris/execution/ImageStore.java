package io.lumaris.execution;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.lumaris.job.ImageName;
import io.lumaris.job.PullProgress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The images on this machine: found, or fetched once for all attempts that wait for one. */
final class ImageStore {
  private static final long TRUSTED_NS = TimeUnit.SECONDS.toNanos(5);
  private static final long FIRST_ANSWER_NS = TimeUnit.SECONDS.toNanos(8);
  private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(120);

  private final DockerClient client;
  private final ScheduledExecutorService clock;
  private final Duration pullTimeout;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Map<String, ImagePull> pulls = new ConcurrentHashMap<>();
  private final Set<String> registriesThatAnswered = ConcurrentHashMap.newKeySet();

  private record Known(LocalImage image, long sinceNs) {}

  ImageStore(DockerClient client, ScheduledExecutorService clock, Duration pullTimeout) {
    this.client = client;
    this.clock = clock;
    this.pullTimeout = pullTimeout;
  }

  /**
   * The image, fetched if it is not here. Throws {@link AttemptFailure} when it cannot be had.
   *
   * @param progress called only when it is fetched
   * @param stop when this completes, waiting ends with {@link PullAbandoned}
   */
  LocalImage obtain(String reference, Consumer<PullProgress> progress, CompletableFuture<?> stop) {
    Known cached = known.get(reference);
    if (cached != null && System.nanoTime() - cached.sinceNs < TRUSTED_NS) {
      return cached.image;
    }
    ImageName name = ImageName.of(reference);
    try {
      return find(name, reference);
    } catch (NotFoundException e) {
      fetch(name, progress, stop);
      return find(name, reference);
    }
  }

  /** The image turned out not to be there any more. */
  void forget(String reference) {
    known.remove(reference);
  }

  private LocalImage find(ImageName name, String reference) {
    LocalImage image =
        LocalImage.of(client.inspectImageCmd(name.reference()).exec(), name.reference());
    known.put(reference, new Known(image, System.nanoTime()));
    return image;
  }

  private void fetch(ImageName name, Consumer<PullProgress> progress, CompletableFuture<?> stop) {
    ImagePull pull =
        pulls.compute(
            name.reference(),
            (reference, running) -> {
              ImagePull joined = running == null ? startPull(name) : running;
              joined.watch(progress);
              return joined;
            });
    try {
      progress.accept(pull.progress());
      CompletableFuture.anyOf(pull.done(), stop).join();
      if (!pull.done().isDone()) {
        throw new PullAbandoned();
      }
    } catch (CompletionException e) {
      throw failure(name, e.getCause());
    } finally {
      leave(name, pull, progress);
    }
    registriesThatAnswered.add(name.registry());
  }

  private void leave(ImageName name, ImagePull pull, Consumer<PullProgress> progress) {
    pulls.computeIfPresent(
        name.reference(),
        (reference, running) -> {
          if (running == pull && pull.leave(progress)) {
            pull.giveUp("nobody waits for it any more");
            return null;
          }
          return running;
        });
  }

  private AttemptFailure failure(ImageName name, Throwable cause) {
    String words = String.valueOf(cause.getMessage());
    AttemptFailure failure =
        PullFailures.of(
            name,
            words,
            registriesThatAnswered.contains(name.registry()),
            new IllegalStateException(words, cause));
    if (PullFailures.isAnswer(words)) {
      registriesThatAnswered.add(name.registry());
    }
    return failure;
  }

  private ImagePull startPull(ImageName name) {
    ImagePull pull = ImagePull.start(client, name);
    long deadline = System.nanoTime() + pullTimeout.toNanos();
    Future<?> watch =
        clock.scheduleWithFixedDelay(() -> check(pull, deadline), 1, 1, TimeUnit.SECONDS);
    pull.done().minimalCompletionStage().whenComplete((nothing, e) -> watch.cancel(false));
    return pull;
  }

  private void check(ImagePull pull, long deadline) {
    if (!pull.answered() && pull.silentNs() > FIRST_ANSWER_NS) {
      pull.giveUp("timeout, the registry did not answer within 8 s");
    } else if (pull.silentNs() > SILENCE_NS) {
      pull.giveUp("timeout, nothing more arrived for 120 s");
    } else if (System.nanoTime() > deadline) {
      pull.giveUp("timeout, it takes longer than " + pullTimeout.toSeconds() + " s");
    }
  }

  /** The attempt was stopped while its image was being fetched. */
  static final class PullAbandoned extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
