package io.lumaris.cli;

import picocli.CommandLine.Option;

/** What both benchmarks can be told. */
final class BenchOptions {
  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "Measure this market instead of a private one")
  String server;

  @Option(names = "--key", paramLabel = "KEY", defaultValue = "defaultkey", description = "Its key")
  String key;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      defaultValue = "lumaris/busybox",
      description = "Image with a shell, already on this machine. Default: ${DEFAULT-VALUE}")
  String image;

  @Option(
      names = "--command",
      paramLabel = "COMMAND",
      defaultValue = "echo hello",
      description = "What each container runs. Default: ${DEFAULT-VALUE}")
  String command;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "40",
      description = "Measured runs of each side. Default: ${DEFAULT-VALUE}")
  int runs;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "10",
      description = "Runs before that do not count. Default: ${DEFAULT-VALUE}")
  int warmup;
}
