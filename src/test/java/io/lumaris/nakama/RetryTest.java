package io.lumaris.nakama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lumaris.nakama.NakamaException.Code;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RetryTest {

  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void aCallIsRepeatedUntilItSucceeds() {
    String answer = Retry.within(Duration.ofSeconds(20)).call(() -> failUntil(4, Code.UNAVAILABLE));
    assertThat(answer).isEqualTo("done");
    assertThat(calls).hasValue(4);
  }

  @Test
  void whatWillNotPassIsNotRepeated() {
    assertThatThrownBy(
            () -> Retry.within(Duration.ofSeconds(20)).call(() -> failUntil(2, Code.NOT_FOUND)))
        .isInstanceOf(NakamaException.class);
    assertThat(calls).hasValue(1);
  }

  @Test
  void repeatingEndsWithTheTimeAndTellsTheLastFailure() {
    Duration budget = Duration.ofMillis(300);
    long start = System.nanoTime();
    NakamaException last =
        catchThrowableOfType(
            NakamaException.class,
            () -> Retry.within(budget).call(() -> failUntil(Integer.MAX_VALUE, Code.UNAVAILABLE)));
    assertThat(last).hasMessage("attempt " + calls.get());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(budget.plusSeconds(1));
    assertThat(calls).hasValueGreaterThan(1);
  }

  @Test
  void anInterruptEndsTheWaitAndStaysSet() {
    Thread.currentThread().interrupt();
    NakamaException cancelled =
        catchThrowableOfType(
            NakamaException.class,
            () ->
                Retry.within(Duration.ofSeconds(20))
                    .call(() -> failUntil(Integer.MAX_VALUE, Code.UNAVAILABLE)));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cancelled.code()).isEqualTo(Code.CANCELLED);
    assertThat(cancelled.reason()).isEqualTo(NakamaException.INTERRUPTED);
  }

  private String failUntil(int lastCall, Code code) {
    int call = calls.incrementAndGet();
    if (call < lastCall) {
      throw new NakamaException(code, "scripted", "attempt " + call);
    }
    return "done";
  }
}
