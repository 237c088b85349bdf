package io.lumaris.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a benchmark ran on; a figure without it says nothing. */
final class MachineFacts {
  private MachineFacts() {}

  static void print(PrintWriter out, String lumaris, String nakama, String postgres) {
    new Table("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .row(
            "machine",
            processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, " + memory())
        .row("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .row("java", System.getProperty("java.vm.name") + " " + Runtime.version())
        .row("docker", firstLine("docker", "version", "--format", "{{.Server.Version}}"))
        .row("nakama", nakama)
        .row("postgresql", postgres)
        .row("lumaris", lumaris + ", commit " + firstLine("git", "rev-parse", "--short", "HEAD"))
        .print(out);
    out.println();
  }

  private static String processor() {
    return value(Path.of("/proc/cpuinfo"), "model name");
  }

  private static String memory() {
    String kilobytes = value(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "");
    return kilobytes.isEmpty() ? "?" : Long.parseLong(kilobytes) / 1024 + " MB";
  }

  private static String value(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("?");
    } catch (IOException e) {
      return "?";
    }
  }

  /** Resident memory of a process in MB, by {@code VmRSS} of its {@code /proc} status. */
  static long residentMb(long pid) {
    String kilobytes = value(Path.of("/proc/" + pid + "/status"), "VmRSS").replaceAll("\\D", "");
    return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) / 1024;
  }

  /** The first line a program prints; a question mark where it cannot be run. */
  static String firstLine(String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        String line = reader.readLine();
        return line == null || line.isBlank() ? "?" : line.strip();
      }
    } catch (IOException e) {
      return "?";
    }
  }
}
