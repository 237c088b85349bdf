package io.lumaris.execution;

import com.github.dockerjava.api.exception.DockerException;
import io.lumaris.job.JobSpec;
import io.lumaris.job.Reason;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what the engine refuses into a reason and a sentence for a person. */
final class DockerFailures {
  private static final Pattern MESSAGE =
      Pattern.compile("\"message\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final String NO_SHELL =
      "The image has no /bin/sh, which a shell command needs: give args instead.";

  private DockerFailures() {}

  /** The engine's own words, without the HTTP around them. */
  static String words(Throwable e) {
    String text = e instanceof DockerException ? e.getMessage() : EngineFailures.rootMessage(e);
    Matcher matcher = MESSAGE.matcher(text == null ? "" : text);
    return matcher.find()
        ? matcher.group(1).replace("\\n", " ").replaceAll("\\\\(.)", "$1").strip()
        : String.valueOf(text);
  }

  /** The engine lacks its init program, which is no fault of the job. */
  static boolean isMissingInit(RuntimeException e) {
    return words(e).contains("docker-init");
  }

  /** The engine could not create or start the container. */
  static AttemptFailure notStarted(JobSpec spec, RuntimeException e) {
    String words = words(e);
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("no command specified")) {
      return new AttemptFailure(
          Reason.COMMAND_NOT_FOUND,
          "The image " + spec.image() + " names no program of its own: give command or args.",
          e);
    }
    if (isMissingProgram(lower)) {
      return commandNotFound(spec, programIn(words), whyIn(lower), e);
    }
    return new AttemptFailure(
        Reason.SELLER_ERROR, "The container could not be started: " + words, e);
  }

  /** The program named by the job cannot be run in this image. */
  static AttemptFailure commandNotFound(
      JobSpec spec, String program, String why, RuntimeException cause) {
    String sentence =
        spec.command() != null && program.equals("/bin/sh")
            ? NO_SHELL
            : "The program "
                + program
                + " cannot be run in the image "
                + spec.image()
                + ": "
                + why
                + ".";
    return new AttemptFailure(Reason.COMMAND_NOT_FOUND, sentence, cause);
  }

  private static boolean isMissingProgram(String lower) {
    return lower.contains("exec: ")
        && (lower.contains("executable file not found")
            || lower.contains("no such file or directory")
            || lower.contains("permission denied")
            || lower.contains("exec format error")
            || lower.contains("is a directory"));
  }

  private static String programIn(String words) {
    Matcher matcher = Pattern.compile("exec: \"([^\"]*)\"").matcher(words);
    return matcher.find() ? matcher.group(1) : "that was asked for";
  }

  private static String whyIn(String lower) {
    if (lower.contains("permission denied")) {
      return "permission denied";
    }
    return lower.contains("exec format error")
        ? "it is not a program for this machine"
        : "it is not there";
  }
}
