package io.lumaris.execution;

import io.lumaris.job.ImageName;
import io.lumaris.job.Reason;
import java.util.List;
import java.util.Locale;

/**
 * Tells an image that does not exist (the buyer's mistake, final) from one that could not be
 * fetched (this seller's trouble, tried elsewhere). The rules are in
 * docs/decisions/0006-image-not-found.md.
 */
final class PullFailures {
  private static final List<String> HERE_ONLY =
      List.of("no space left", "no matching manifest", "toomanyrequests", "rate limit");
  private static final List<String> NOT_THERE =
      List.of(
          "manifest unknown",
          "not found",
          "name unknown",
          "does not exist",
          "denied",
          "unauthorized",
          "authentication required",
          "no basic auth",
          "invalid reference format",
          "must be lowercase");
  private static final List<String> UNREACHABLE =
      List.of(
          "no such host",
          "server misbehaving",
          "name resolution",
          "connection refused",
          "timeout",
          "deadline exceeded",
          "no route to host",
          "network is unreachable",
          "x509",
          "tls:",
          "proxyconnect",
          "eof");

  private PullFailures() {}

  /**
   * @param words what the engine said
   * @param answeredBefore whether this registry has answered since this node started
   */
  static AttemptFailure of(
      ImageName image, String words, boolean answeredBefore, RuntimeException cause) {
    String lower = words.toLowerCase(Locale.ROOT);
    if (contains(HERE_ONLY, lower)) {
      return failed(image, words, cause);
    }
    if (isUnreachable(lower)) {
      boolean noSuchRegistry = image.isOnDockerHub() || lower.contains("no such host");
      return noSuchRegistry && !answeredBefore
          ? notReachable(image, words, cause)
          : failed(image, words, cause);
    }
    if (contains(NOT_THERE, lower)) {
      return new AttemptFailure(
          Reason.IMAGE_NOT_FOUND,
          "The image "
              + image.reference()
              + " does not exist in the registry "
              + image.registry()
              + ", or is private.",
          cause);
    }
    return failed(image, words, cause);
  }

  /** Whether these words mean that the registry was reached. */
  static boolean isAnswer(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return !isUnreachable(lower) && contains(NOT_THERE, lower);
  }

  private static boolean isUnreachable(String lower) {
    return contains(UNREACHABLE, lower);
  }

  private static AttemptFailure notReachable(
      ImageName image, String words, RuntimeException cause) {
    return new AttemptFailure(
        Reason.IMAGE_NOT_FOUND,
        "The image "
            + image.reference()
            + " is not on this seller's machine, and the registry "
            + image.registry()
            + " cannot be reached from there: "
            + words
            + ".",
        cause);
  }

  private static AttemptFailure failed(ImageName image, String words, RuntimeException cause) {
    return new AttemptFailure(
        Reason.IMAGE_PULL_FAILED,
        "The image "
            + image.reference()
            + " could not be fetched from "
            + image.registry()
            + ": "
            + words
            + ".",
        cause);
  }

  private static boolean contains(List<String> words, String text) {
    return words.stream().anyMatch(text::contains);
  }
}
