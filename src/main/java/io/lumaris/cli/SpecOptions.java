package io.lumaris.cli;

import io.lumaris.job.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to run: the options of {@code run} that become a job's spec. */
final class SpecOptions {

  @Option(
      names = "--image",
      required = true,
      paramLabel = "IMAGE",
      description = "The container image, for example lumaris/python:3.11")
  private String image;

  @Option(
      names = "--command",
      paramLabel = "COMMAND",
      description = "A shell command, run as /bin/sh -c in the container")
  private String command;

  @Parameters(
      paramLabel = "ARGS",
      description =
          "Instead of --command: the program's arguments, as docker run IMAGE ARGS. Put -- before them")
  private List<String> args;

  @Option(names = "--cpus", paramLabel = "N", description = "CPU cores. Default: 1")
  private Double cpus;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      converter = Megabytes.class,
      description = "Memory, in MB or with a unit (512, 512m, 2g). Default: 512")
  private Integer memoryMb;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      description = "How long the program may run (90, 90s, 10m, 2h). Default: 10m")
  private Integer timeoutS;

  @Option(
      names = "--queue-timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      description = "How long the job may wait for a seller. Default: 1h")
  private Integer queueTimeoutS;

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME=VALUE",
      description = "An environment variable; NAME alone takes the value from here. Repeatable")
  private List<String> env = List.of();

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "A file of NAME=VALUE lines; lines that begin with # are left out")
  private Path envFile;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "A label to find the job by. Repeatable")
  private Map<String, String> labels;

  @Option(
      names = "--max-attempts",
      paramLabel = "N",
      description = "How many sellers may try it. Default: 3")
  private Integer maxAttempts;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "Weight in the queue, 1 to 10. Default: 1")
  private Integer priority;

  @Option(
      names = "--retry-on-exit-code",
      description = "Try again, too, when the program itself fails")
  private Boolean retryOnExitCode;

  @Option(
      names = "--max-price",
      paramLabel = "CREDITS",
      converter = Credits.class,
      description =
          "The most the job may cost, in credits. Default: what the dearest seller that can run it asks")
  private Long maxPrice;

  @Mixin private SellerChoices sellerChoices;

  JobSpec spec() {
    return sellerChoices
        .into(
            JobSpec.image(image)
                .command(command)
                .args(args)
                .env(environment())
                .labels(labels)
                .cpus(cpus)
                .memoryMb(memoryMb)
                .timeoutS(timeoutS)
                .queueTimeoutS(queueTimeoutS)
                .maxAttempts(maxAttempts)
                .priority(priority)
                .retryOnExitCode(retryOnExitCode)
                .budget(maxPrice))
        .build();
  }

  private Map<String, String> environment() {
    List<String> lines = new ArrayList<>();
    if (envFile != null) {
      try {
        Files.readAllLines(envFile).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .forEach(lines::add);
      } catch (IOException e) {
        throw new CommandFailure(
            "--env-file: " + envFile + " cannot be read: " + e.getMessage(), ExitCodes.USAGE);
      }
    }
    lines.addAll(env);
    Map<String, String> variables = new LinkedHashMap<>();
    lines.forEach(line -> put(variables, line));
    return variables.isEmpty() ? null : variables;
  }

  private static void put(Map<String, String> variables, String line) {
    int sign = line.indexOf('=');
    if (sign == 0) {
      throw new CommandFailure("--env: a variable needs a name before the =", ExitCodes.USAGE);
    }
    String name = sign < 0 ? line : line.substring(0, sign);
    String value = sign < 0 ? System.getenv(name) : line.substring(sign + 1);
    if (value == null) {
      throw new CommandFailure(
          "--env " + name + ": there is no such variable here. Give " + name + "=VALUE.",
          ExitCodes.USAGE);
    }
    variables.put(name, value);
  }
}
