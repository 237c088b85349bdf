package io.lumaris.execution;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.lumaris.job.LogStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of one program: every frame goes to the listener as it arrives, on the thread that
 * reads the engine's stream. Nothing is kept, so that any amount of output needs the same memory; a
 * listener that is slow slows the program.
 */
final class ProgramOutput extends EngineStream<Frame> {
  private static final int INIT_MESSAGE_MAX = 512;
  private static final Duration SILENCE_AFTER_EXIT = Duration.ofSeconds(5);
  private static final Pattern INIT_COULD_NOT_RUN =
      Pattern.compile("\\[FATAL tini \\(\\d+\\)\\] exec (.*) failed: (.*)\\n", Pattern.DOTALL);

  private final ExecutionListener listener;
  private final Runnable beforeFirst;
  private final byte[] firstStderr = new byte[INIT_MESSAGE_MAX];
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong stderrBytes = new AtomicLong();
  private volatile boolean inListener;

  /**
   * @param beforeFirst called before the first byte is handed on
   */
  ProgramOutput(ExecutionListener listener, Runnable beforeFirst) {
    this.listener = listener;
    this.beforeFirst = beforeFirst;
  }

  @Override
  public void onNext(Frame frame) {
    byte[] payload = frame.getPayload();
    if (payload == null || payload.length == 0) {
      return;
    }
    inListener = true;
    if (bytes.get() == 0) {
      beforeFirst.run();
    }
    if (frame.getStreamType() == StreamType.STDERR) {
      keepFirst(payload);
      listener.output(LogStream.STDERR, payload);
    } else {
      listener.output(LogStream.STDOUT, payload);
    }
    bytes.addAndGet(payload.length);
    inListener = false;
  }

  /** Bytes printed on both streams. */
  long bytes() {
    return bytes.get();
  }

  /**
   * Waits for the rest of an ended program's output, for as long as there is any: an engine that
   * keeps the stream open without sending is not waited for.
   */
  void awaitRest() throws InterruptedException {
    long before = -1;
    while (!awaitEnd(SILENCE_AFTER_EXIT) && (inListener || bytes.get() != before)) {
      before = bytes.get();
    }
  }

  /**
   * What the container's init said when it could not run the program, if that is the only thing
   * that was ever printed; an exit code alone cannot tell it from a program that ends with 127.
   */
  Optional<InitMessage> initMessage() {
    int length = (int) Math.min(stderrBytes.get(), INIT_MESSAGE_MAX + 1L);
    if (bytes.get() != length || length > INIT_MESSAGE_MAX) {
      return Optional.empty();
    }
    String text = new String(firstStderr, 0, length, StandardCharsets.UTF_8);
    Matcher matcher = INIT_COULD_NOT_RUN.matcher(text);
    return matcher.matches()
        ? Optional.of(new InitMessage(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /**
   * @param program what should have been run
   * @param why the system's words
   */
  record InitMessage(String program, String why) {}

  private void keepFirst(byte[] payload) {
    long before = stderrBytes.getAndAdd(payload.length);
    if (before < INIT_MESSAGE_MAX) {
      int length = (int) Math.min(payload.length, INIT_MESSAGE_MAX - before);
      System.arraycopy(payload, 0, firstStderr, (int) before, length);
    }
  }
}
