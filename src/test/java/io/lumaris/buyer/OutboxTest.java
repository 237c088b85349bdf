package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final List<String> sent = new ArrayList<>();
  private final Queue<Consumer<Boolean>> onTheirWay = new ArrayDeque<>();
  private int slow;
  private int drained;

  private final Outbox outbox =
      new Outbox(
          (text, done) -> {
            sent.add(text);
            onTheirWay.add(done);
          },
          new Outbox.Events() {
            @Override
            public void slow() {
              slow++;
            }

            @Override
            public void drained() {
              drained++;
            }
          });

  @Test
  void aBrowserThatReadsGetsEverything() {
    for (int i = 0; i < 1000; i++) {
      assertThat(outbox.offer("m" + i)).isTrue();
      onTheirWay.remove().accept(true);
    }

    assertThat(sent).hasSize(1000);
    assertThat(drained).isZero();
  }

  @Test
  void noMoreThan64MessagesAreOnTheirWay() {
    fill();

    assertThat(outbox.offer("one more")).isFalse();
    assertThat(sent).hasSize(Outbox.MOST_MESSAGES);
    assertThat(outbox.isSlow()).isTrue();
  }

  @Test
  void noMoreThanAMebibyteIsOnItsWayUnlessOneMessageIsLarger() {
    assertThat(outbox.offer("x".repeat(Outbox.MOST_BYTES + 1))).isTrue();
    assertThat(outbox.offer("x")).isFalse();
    onTheirWay.remove().accept(true);

    assertThat(outbox.offer("ä".repeat(Outbox.MOST_BYTES / 4))).isTrue();
    assertThat(outbox.offer("ä".repeat(Outbox.MOST_BYTES / 4 + 1))).isFalse();
  }

  @Test
  void aSlowBrowserGetsNothingUntilItHasReadAllThatWasOnItsWay() {
    fill();
    outbox.offer("too much");
    while (onTheirWay.size() > 1) {
      onTheirWay.remove().accept(true);
    }
    assertThat(outbox.offer("still too early")).isFalse();
    assertThat(slow).isEqualTo(1);
    assertThat(drained).isZero();

    onTheirWay.remove().accept(true);

    assertThat(drained).isEqualTo(1);
    assertThat(outbox.isSlow()).isFalse();
    assertThat(outbox.offer("again")).isTrue();
  }

  @Test
  void whatNeverArrivesTakesNoRoom() {
    fill();
    onTheirWay.forEach(done -> done.accept(false));
    onTheirWay.clear();

    assertThat(outbox.offer("again")).isTrue();
  }

  @Test
  void aFullOutboxIsNoSlowBrowserBeforeSomethingDoesNotFit() {
    fill();

    assertThat(outbox.isSlow()).isFalse();
    assertThat(outbox.slowFor()).isZero();
  }

  private void fill() {
    for (int i = 0; i < Outbox.MOST_MESSAGES; i++) {
      assertThat(outbox.offer("m" + i)).isTrue();
    }
  }
}
