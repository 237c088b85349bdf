package io.lumaris.execution;

import com.github.dockerjava.api.command.CreateContainerCmd;
import io.lumaris.job.JobSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What runs in the container: the words of a job's spec, as {@code docker run} reads them. */
final class Program {
  private Program() {}

  /** A shell command replaces the image's entrypoint, args go to it, neither leaves the image's. */
  static void applyTo(CreateContainerCmd create, JobSpec spec) {
    create.withEnv(environment(spec)).withAttachStdout(true).withAttachStderr(true);
    if (spec.command() != null) {
      create.withEntrypoint("/bin/sh", "-c").withCmd(spec.command());
    } else if (spec.args() != null && !spec.args().isEmpty()) {
      create.withCmd(spec.args());
    }
  }

  /** HOME is the one place that may be written to, unless the buyer says otherwise. */
  private static List<String> environment(JobSpec spec) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("HOME", "/tmp");
    if (spec.env() != null) {
      variables.putAll(spec.env());
    }
    List<String> lines = new ArrayList<>();
    variables.forEach((name, value) -> lines.add(name + "=" + value));
    return lines;
  }
}
