package io.lumaris.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code doctor} asks of the machine: Java, memory, disk, clock, ports. */
final class MachineChecks {
  private static final int LEAST_JAVA = 17;
  private static final long KB_PER_MB = 1024;
  private static final long NEEDED_MB = 900;
  private static final Duration CLOCK_LIMIT = Duration.ofSeconds(2);
  private static final int ANSWER_MS = 2000;

  Finding java(Runtime.Version version) {
    return version.feature() >= LEAST_JAVA
        ? Finding.ok("java", "Java " + version)
        : Finding.problem(
            "java",
            "Java " + version + " is too old: install JDK 17 or newer, or point JAVA_HOME to one.");
  }

  Finding memory() {
    Optional<Long> available = availableMb(Path.of("/proc/meminfo"));
    if (available.isEmpty()) {
      return Finding.warning("memory", "Cannot tell how much memory is left.");
    }
    return available.get() >= NEEDED_MB
        ? Finding.ok("memory", available.get() + " MB are available")
        : Finding.warning(
            "memory",
            "Only %d MB of memory are available, LUMARIS takes about %d MB and each job its own: end other programs first."
                .formatted(available.get(), NEEDED_MB));
  }

  private static Optional<Long> availableMb(Path meminfo) {
    try {
      return Files.readAllLines(meminfo).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / KB_PER_MB)
          .findFirst();
    } catch (IOException noProc) {
      return Optional.empty();
    }
  }

  Finding disk(DataFolder data) {
    try {
      Path existing = data.root();
      while (!Files.exists(existing)) {
        existing = existing.getParent();
      }
      if (!Files.isWritable(existing)) {
        return Finding.problem(
            "disk",
            "No permission to write in " + existing + ": choose a folder of yours with --data.");
      }
      return data.room(existing);
    } catch (IOException e) {
      return Finding.problem("disk", "Cannot use " + data.root() + ": " + Failures.reason(e));
    }
  }

  /** Tokens and leases are a matter of seconds: our clock is compared with the server's. */
  Finding clock(String server) {
    Instant now = Instant.now();
    Optional<Instant> theirs = serverTime(server);
    if (theirs.isEmpty()) {
      return Finding.ok("clock", now + " (no Nakama answers at " + server + " to compare with)");
    }
    Duration off = Duration.between(theirs.get(), now).abs();
    return off.compareTo(CLOCK_LIMIT) <= 0
        ? Finding.ok("clock", now + ", as Nakama's at " + server)
        : Finding.problem(
            "clock",
            "This clock and that of Nakama at %s are %d s apart: set both by NTP (timedatectl set-ntp true)."
                .formatted(server, off.toSeconds()));
  }

  private static Optional<Instant> serverTime(String server) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) NakamaProcess.health(server).toURL().openConnection();
      connection.setConnectTimeout(ANSWER_MS);
      connection.setReadTimeout(ANSWER_MS);
      long date = connection.getDate();
      connection.disconnect();
      return date == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(date));
    } catch (IOException noServer) {
      return Optional.empty();
    }
  }

  List<Finding> ports(UpSettings settings) {
    List<Finding> findings = new ArrayList<>();
    findings.add(port("port", settings.port(), "the page", "--port"));
    for (int port : NakamaProcess.portsFor(settings.nakamaPort())) {
      findings.add(port("port", port, "Nakama", "--nakama-port"));
    }
    return findings;
  }

  private static Finding port(String subject, int port, String what, String option) {
    try {
      Ports.require(port, what, option);
      return Finding.ok(subject, port + " is free for " + what);
    } catch (LocalException taken) {
      return Finding.problem(subject, taken.getMessage());
    }
  }
}
