package io.lumaris.execution;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import io.lumaris.job.ImageName;
import io.lumaris.job.PullProgress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One image being fetched, for everybody who waits for it. */
final class ImagePull extends EngineStream<PullResponseItem> {
  private static final long REPORT_EVERY_NS = TimeUnit.SECONDS.toNanos(1);

  private final Set<Consumer<PullProgress>> watchers = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Map<String, PullProgress> layers = new ConcurrentHashMap<>();
  private volatile long lastLineNs = System.nanoTime();
  private volatile boolean answered;
  private long lastReportNs = System.nanoTime();

  /**
   * Asks without the credentials of whoever runs this node: a buyer must not get at a seller's
   * private images.
   */
  static ImagePull start(DockerClient client, ImageName image) {
    ImagePull pull = new ImagePull();
    pull.over().minimalCompletionStage().whenComplete((nothing, e) -> pull.end(e));
    return client.pullImageCmd(image.reference()).withAuthConfig(new AuthConfig()).exec(pull);
  }

  void watch(Consumer<PullProgress> watcher) {
    watchers.add(watcher);
  }

  /** True when nobody is left who waits for it. */
  boolean leave(Consumer<PullProgress> watcher) {
    watchers.remove(watcher);
    return watchers.isEmpty();
  }

  /** Completes when the image is there, exceptionally with the engine's words when not. */
  CompletableFuture<Void> done() {
    return done;
  }

  /** Whether the registry has said anything yet. */
  boolean answered() {
    return answered;
  }

  /** Nanoseconds since the engine last said something about it. */
  long silentNs() {
    return System.nanoTime() - lastLineNs;
  }

  /** Ends it with this sentence; the engine stops fetching when nobody listens. */
  void giveUp(String words) {
    done.completeExceptionally(new PullException(words, null));
    close();
  }

  @Override
  public void onNext(PullResponseItem item) {
    lastLineNs = System.nanoTime();
    if (item.isErrorIndicated()) {
      var detail = item.getErrorDetail();
      String words = detail == null ? "no reason was given" : detail.getMessage();
      done.completeExceptionally(new PullException(words, null));
      return;
    }
    answered = true;
    count(item);
    if (System.nanoTime() - lastReportNs >= REPORT_EVERY_NS) {
      lastReportNs = System.nanoTime();
      watchers.forEach(watcher -> watcher.accept(progress()));
    }
  }

  private void end(Throwable e) {
    if (e == null) {
      done.complete(null);
    } else {
      done.completeExceptionally(new PullException(DockerFailures.words(e), e));
    }
  }

  private void count(PullResponseItem item) {
    String layer = item.getId();
    var detail = item.getProgressDetail();
    if (layer == null || item.getStatus() == null) {
      return;
    }
    if (item.getStatus().equals("Downloading") && detail != null && detail.getTotal() != null) {
      layers.put(layer, new PullProgress(detail.getCurrent(), detail.getTotal()));
    } else if (item.getStatus().equals("Download complete")) {
      layers.computeIfPresent(
          layer, (id, known) -> new PullProgress(known.totalBytes(), known.totalBytes()));
    }
  }

  PullProgress progress() {
    long fetched = layers.values().stream().mapToLong(PullProgress::doneBytes).sum();
    long total = layers.values().stream().mapToLong(PullProgress::totalBytes).sum();
    return new PullProgress(fetched, total);
  }

  /** What the engine said about a pull that failed. */
  static final class PullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PullException(String words, Throwable cause) {
      super(words, cause);
    }
  }
}
