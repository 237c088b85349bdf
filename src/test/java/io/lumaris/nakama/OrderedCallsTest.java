package io.lumaris.nakama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OrderedCallsTest {

  private static final int MANY = 20_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void callsRunInOrderAndNeverTwoAtOnce() throws InterruptedException {
    OrderedCalls calls = new OrderedCalls(threads, MANY);
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(MANY);
    for (int n = 0; n < MANY; n++) {
      int number = n;
      assertThat(
              calls.add(
                  () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    seen.add(number);
                    inside.decrementAndGet();
                    done.countDown();
                  }))
          .isTrue();
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(most).hasValue(1);
    assertThat(seen).isEqualTo(IntStream.range(0, MANY).boxed().toList());
  }

  @Test
  void aCallThatThrowsDoesNotStopTheNext() throws InterruptedException {
    OrderedCalls calls = new OrderedCalls(threads, 10);
    CountDownLatch after = new CountDownLatch(1);
    calls.add(
        () -> {
          throw new IllegalStateException("thrown by the test, and to be logged");
        });
    calls.add(
        () -> {
          throw new AssertionError("thrown by the test, and to be logged");
        });
    calls.add(after::countDown);
    assertThat(after.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aCallTooManyIsRefusedAndNotForgottenSilently() throws InterruptedException {
    OrderedCalls calls = new OrderedCalls(threads, 2);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    calls.add(
        () -> {
          begun.countDown();
          awaitQuietly(goOn);
        });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(calls.add(() -> {})).isTrue();
    assertThat(calls.add(() -> {})).isTrue();
    assertThat(calls.add(() -> {})).isFalse();
    calls.clear();
    assertThat(calls.add(() -> {})).isTrue();
    goOn.countDown();
  }

  @Test
  void withoutAThreadACallIsRefusedAndALaterOneRuns() {
    ExecutorService none = Executors.newSingleThreadExecutor();
    none.shutdown();
    List<String> ran = new ArrayList<>();
    AtomicInteger attempts = new AtomicInteger();
    OrderedCalls calls =
        new OrderedCalls(
            task -> {
              if (attempts.getAndIncrement() == 0) {
                none.execute(task); // refuses
              } else {
                task.run();
              }
            },
            10);
    assertThat(calls.add(() -> ran.add("refused"))).isFalse();
    assertThat(calls.add(() -> ran.add("taken"))).isTrue();
    assertThat(ran).containsExactly("taken");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
