package io.lumaris.execution;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lumaris.execution.Attempts.Ran;
import io.lumaris.job.AppliedProfile;
import io.lumaris.job.LogStream;
import io.lumaris.job.Outcome;
import io.lumaris.job.PullProgress;
import io.lumaris.testing.RecordingListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Whatever a program prints arrives as it was printed, and the host stays well. */
final class OutputIT {
  private static Attempts attempts;

  @BeforeAll
  static void open() {
    attempts = new Attempts();
  }

  @AfterAll
  static void close() {
    attempts.close();
  }

  @Test
  void bytesArriveUnchangedWhateverTheyMean() {
    Ran ran =
        attempts.shell(
            "printf '\\033[31mred\\033[0m<script>alert(1)</script>\\000\\377\\376\\r\\n\\303'");

    assertThat(ran.told().bytes(LogStream.STDOUT))
        .isEqualTo(
            "\033[31mred\033[0m<script>alert(1)</script>\000\377\376\r\n\303"
                .getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void theTwoStreamsStayApart() {
    Ran ran = attempts.shell("echo 1; echo a >&2; echo 2; echo b >&2");

    assertThat(ran.stdout()).isEqualTo("1\n2\n");
    assertThat(ran.stderr()).isEqualTo("a\nb\n");
    assertThat(ran.outcome().usage().outputBytes()).isEqualTo(8);
  }

  @Test
  void outputArrivesWhileTheProgramRuns() {
    RecordingListener listener = new RecordingListener();
    Execution execution =
        attempts.start(Attempts.spec(TestEngine.busybox(), "echo first; sleep 30", null), listener);

    await().until(() -> listener.stdout().equals("first\n"));

    assertThat(execution.outcome().toCompletableFuture()).isNotDone();
    execution.stop(io.lumaris.job.Reason.CANCELLED_BY_BUYER);
    ExecutorFixture.end(execution);
  }

  @RepeatedTest(20)
  void theFirstAndLastBytesOfAVeryShortProgramAreNotLost() {
    assertThat(attempts.shell("echo x").stdout()).isEqualTo("x\n");
  }

  @Test
  void anEndlessLineNeedsNoMoreMemoryThanAShortOne() {
    Counter counter = new Counter(new CountDownLatch(0));
    long before = heapInUse();

    Outcome outcome = run("tr '\\0' x < /dev/zero | head -c 104857600", counter);

    assertThat(outcome.succeeded()).isTrue();
    assertThat(counter.bytes.get()).isEqualTo(104_857_600).isEqualTo(outcome.usage().outputBytes());
    assertThat(counter.largest.get()).isLessThanOrEqualTo(65_536);
    assertThat(heapInUse() - before).isLessThan(16 << 20);
  }

  @Test
  void aListenerThatDoesNotKeepUpSlowsTheProgramAndLosesNothing() {
    CountDownLatch release = new CountDownLatch(1);
    Counter counter = new Counter(release);
    Execution execution =
        attempts.start(
            Attempts.spec(TestEngine.busybox(), "head -c 20971520 /dev/zero", null), counter);

    await().until(() -> counter.bytes.get() > 0);
    await()
        .during(Duration.ofSeconds(2))
        .until(() -> !execution.outcome().toCompletableFuture().isDone());
    release.countDown();

    assertThat(ExecutorFixture.end(execution).succeeded()).isTrue();
    assertThat(counter.bytes.get()).isEqualTo(20_971_520);
  }

  @Test
  void aProgramThatIsStoppedInTheMiddleOfItsOutputEnds() {
    Counter counter = new Counter(new CountDownLatch(0));
    Execution execution = attempts.start(Attempts.spec(TestEngine.busybox(), "yes", null), counter);
    await().until(() -> counter.bytes.get() > 1_000_000);

    execution.stop(io.lumaris.job.Reason.CANCELLED_BY_BUYER);

    Outcome outcome = execution.outcome().toCompletableFuture().orTimeout(20, SECONDS).join();
    assertThat(outcome.reason()).isEqualTo(io.lumaris.job.Reason.CANCELLED_BY_BUYER);
    assertThat(outcome.usage().outputBytes()).isEqualTo(counter.bytes.get());
  }

  private static Outcome run(String command, ExecutionListener listener) {
    return ExecutorFixture.end(
        attempts.start(Attempts.spec(TestEngine.busybox(), command, null), listener));
  }

  private static long heapInUse() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Counts, and holds the first bytes until it is let go. */
  private static final class Counter implements ExecutionListener {
    final AtomicLong bytes = new AtomicLong();
    final AtomicInteger largest = new AtomicInteger();
    private final CountDownLatch release;

    Counter(CountDownLatch release) {
      this.release = release;
    }

    @Override
    public void pulling(PullProgress progress) {}

    @Override
    public void starting() {}

    @Override
    public void started(Instant at, String imageDigest, AppliedProfile profile) {}

    @Override
    public void output(LogStream stream, byte[] chunk) {
      bytes.addAndGet(chunk.length);
      largest.accumulateAndGet(chunk.length, Math::max);
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
