package io.lumaris.nakama;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What a socket is subscribed to, whatever connection it has. Thread-safe. */
final class Subscriptions {

  private final Consumer<NakamaException> onDropped;
  private final Set<NakamaSubscription> all = new LinkedHashSet<>(); // guarded by this

  /**
   * Subscriptions that tell {@code onDropped} when a server no longer accepts one that it had
   * accepted.
   */
  Subscriptions(Consumer<NakamaException> onDropped) {
    this.onDropped = onDropped;
  }

  synchronized void add(NakamaSubscription subscription) {
    all.add(subscription);
  }

  synchronized void forget(NakamaSubscription subscription) {
    all.remove(subscription);
  }

  synchronized List<NakamaSubscription> list() {
    return List.copyOf(all);
  }

  void refuseAll(NakamaException cause) {
    for (NakamaSubscription subscription : list()) {
      forget(subscription);
      subscription.refuse(cause);
    }
  }

  /** Makes these on a connection; fails only for a reason that may pass, by NakamaException. */
  CompletionStage<Void> establish(List<NakamaSubscription> these, SocketConnection on) {
    List<CompletableFuture<?>> each = new ArrayList<>();
    these.forEach(subscription -> each.add(establish(subscription, on).toCompletableFuture()));
    return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new));
  }

  private CompletionStage<Void> establish(NakamaSubscription subscription, SocketConnection on) {
    return subscription
        .establish(on)
        .handle(
            (answer, failure) -> {
              if (failure == null) {
                subscription.confirm(answer);
              } else {
                passOrDrop(subscription, NakamaException.in(failure));
              }
              return null;
            });
  }

  private void passOrDrop(NakamaSubscription subscription, NakamaException refusal) {
    if (refusal.retryable()) {
      throw refusal;
    }
    forget(subscription);
    if (!subscription.refuse(refusal)) {
      onDropped.accept(refusal);
    }
  }
}
