package io.lumaris.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's and Ubuntu's packages. */
final class Apt {
  private static final Path OS_RELEASE = Path.of("/etc/os-release");
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final Map<String, String> ENVIRONMENT =
      Map.of("DEBIAN_FRONTEND", "noninteractive", "LC_ALL", "C");

  private boolean updated;

  /** True on Debian, Ubuntu and what is made of them. */
  static boolean isHere() {
    try {
      return Files.readAllLines(OS_RELEASE).stream()
          .filter(line -> line.startsWith("ID=") || line.startsWith("ID_LIKE="))
          .anyMatch(line -> line.contains("debian") || line.contains("ubuntu"));
    } catch (IOException otherSystem) {
      return false;
    }
  }

  /** True where packages may be installed by this process. */
  static boolean mayInstall() {
    return isHere() && User.isRoot();
  }

  /**
   * Reads the package lists anew, once.
   *
   * @throws LocalException when they cannot be reached
   */
  synchronized void update() {
    if (!updated) {
      run("read its package lists", List.of("update", "-qq"));
      updated = true;
    }
  }

  /**
   * Installs packages, without what they only recommend.
   *
   * @throws LocalException with apt's last words when it cannot
   */
  void install(List<String> packages) {
    update();
    List<String> arguments = new ArrayList<>(List.of("install", "-qq", "-y"));
    arguments.add("--no-install-recommends");
    arguments.addAll(packages);
    run("install " + String.join(" ", packages), arguments);
  }

  /** True when the lists know a package of that name. */
  boolean knows(String name) {
    return Command.run(Duration.ofSeconds(30), "apt-cache", "show", "--quiet=2", name).ok();
  }

  private static void run(String what, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of("apt-get", "-o", "DPkg::Lock::Timeout=300"));
    line.addAll(arguments);
    // Not ended on our way out: a half configured package is worse than one too many.
    Command.Result done = Command.of(line).with(ENVIRONMENT).uninterruptible().run(LIMIT);
    if (!done.ok()) {
      throw new LocalException(
          Failures.diskFull(done.lastLines(20))
              ? "apt-get could not " + what + ", the disk is full: make room and start again."
              : "apt-get could not " + what + ":" + Failures.quote(done.lastLines(4)));
    }
  }
}
