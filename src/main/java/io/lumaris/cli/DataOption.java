package io.lumaris.cli;

import io.lumaris.local.DataFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which installation on this machine: the option shared by up, down, status, doctor. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:LUMARIS_DATA:-${sys:user.home}/.lumaris}",
      description = "Where everything is kept. Default: ${DEFAULT-VALUE}")
  private Path data;

  DataFolder folder() {
    return new DataFolder(data);
  }
}
