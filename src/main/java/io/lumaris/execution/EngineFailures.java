package io.lumaris.execution;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Says why the container engine cannot be used and what to do about it. */
final class EngineFailures {
  private EngineFailures() {}

  static EngineUnavailableException badAddress(Optional<String> configured, RuntimeException e) {
    String address =
        configured
            .or(() -> Optional.ofNullable(System.getenv("DOCKER_HOST")))
            .orElse("the default");
    return new EngineUnavailableException(
        "The address of the Docker Engine cannot be used: "
            + address
            + " ("
            + rootMessage(e)
            + "). Set DOCKER_HOST to something like unix:///var/run/docker.sock, or unset it.",
        e);
  }

  static EngineUnavailableException unavailable(URI host, RuntimeException e) {
    return new EngineUnavailableException(sentence(host, rootMessage(e)), e);
  }

  private static String sentence(URI host, String cause) {
    String lower = cause.toLowerCase(Locale.ROOT);
    if (!"unix".equals(host.getScheme())) {
      return "No Docker Engine answers at "
          + host
          + ", the address in DOCKER_HOST ("
          + cause
          + "). Correct DOCKER_HOST, or unset it to use the local engine.";
    }
    if (lower.contains("permission denied")) {
      String user = System.getProperty("user.name");
      return "The user "
          + user
          + " may not use the Docker Engine at "
          + host.getPath()
          + ". Add the user to the group docker: sudo usermod -aG docker "
          + user
          + ", then log in again.";
    }
    if (lower.contains("no such file") || lower.contains("connection refused")) {
      return "No Docker Engine is running: nothing listens at "
          + host.getPath()
          + ". Install Docker if it is missing, or start it: sudo systemctl start docker.";
    }
    return "The Docker Engine at "
        + host.getPath()
        + " does not answer as expected: "
        + cause
        + ".";
  }

  /** The innermost message, without the libraries' wrapping. */
  static String rootMessage(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
