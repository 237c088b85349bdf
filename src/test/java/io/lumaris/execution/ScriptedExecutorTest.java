package io.lumaris.execution;

import io.lumaris.job.JobSpec;
import io.lumaris.job.Reason;
import io.lumaris.testing.ScriptedExecution;
import io.lumaris.testing.ScriptedExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The executor that other tests use keeps the same promises as the real one. */
final class ScriptedExecutorTest extends ExecutorContract {
  private final ScriptedExecutor scripted = new ScriptedExecutor();

  @Override
  Executor open() {
    return scripted.behave(ScriptedExecutorTest::play);
  }

  private static void play(ScriptedExecution attempt) {
    JobSpec spec = attempt.assignment().spec();
    switch (spec.image()) {
      case "print" -> {
        attempt.print(spec.args().get(0));
        attempt.exit(Integer.parseInt(spec.args().get(1)));
      }
      case "run" -> attempt.print("up");
      case "memory" -> attempt.begin().fail(Reason.OUT_OF_MEMORY, null);
      case "program" -> attempt.fail(Reason.COMMAND_NOT_FOUND, "There is no such program.");
      default -> attempt.fail(Reason.IMAGE_NOT_FOUND, "There is no image " + spec.image() + ".");
    }
  }

  @Override
  JobSpec printing(String text, int exitCode) {
    return spec("print", null, List.of(text, Integer.toString(exitCode)));
  }

  @Override
  JobSpec runningForEver() {
    return spec("run", null, null);
  }

  @Override
  JobSpec ofMissingImage() {
    return spec("missing", null, null);
  }

  @Override
  JobSpec ofUnknownProgram() {
    return spec("program", null, null);
  }

  @Override
  JobSpec needingTooMuchMemory() {
    return spec("memory", null, null);
  }

  @Override
  void pass(Duration time) {
    scripted.advance(time);
  }

  @Override
  Instant now() {
    return scripted.now();
  }

  @Override
  boolean isAnythingLeft(UUID attemptId) {
    return scripted.isRunning(attemptId);
  }
}
