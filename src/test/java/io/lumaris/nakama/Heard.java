package io.lumaris.nakama;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A listener that writes down what it hears, in order, and lets a test wait for it. */
final class Heard implements NakamaSocketListener {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final List<String> all = new ArrayList<>(); // guarded by this
  private final List<StreamData> pushes = new ArrayList<>(); // guarded by this

  @Override
  public void onConnect() {
    hear("connect");
  }

  @Override
  public void onReconnected() {
    hear("reconnected");
  }

  @Override
  public synchronized void onStreamData(StreamData data) {
    pushes.add(data);
    hear("push");
  }

  @Override
  public void onDisconnect(NakamaException cause) {
    hear("disconnect");
  }

  @Override
  public void onError(NakamaException error) {
    hear("error " + error.reason());
  }

  @Override
  public void onClosed(NakamaException cause) {
    hear("closed " + cause.reason());
  }

  synchronized List<String> all() {
    return List.copyOf(all);
  }

  synchronized List<StreamData> pushes() {
    return List.copyOf(pushes);
  }

  synchronized long count(String what) {
    return all.stream().filter(what::equals).count();
  }

  /** Returns when this was heard so often in all. */
  void await(String what, int times) {
    awaitThat(what + " x " + times, heard -> heard.count(what) >= times);
  }

  void awaitPushes(int count) {
    awaitThat(count + " pushes", heard -> heard.pushes.size() >= count);
  }

  synchronized void awaitThat(String what, Predicate<Heard> condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.test(this)) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          fail("Waited in vain for %s; heard %s", what, all);
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("Interrupted");
    }
  }

  private synchronized void hear(String what) {
    all.add(what);
    notifyAll();
  }
}
