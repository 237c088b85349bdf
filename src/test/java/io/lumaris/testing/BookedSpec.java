package io.lumaris.testing;

import io.lumaris.job.JobSpec;

/** The spec of a job of {@link InMemoryMarket}, as the market completes it. */
final class BookedSpec {

  private BookedSpec() {}

  static JobSpec complete(JobSpec spec) {
    return new JobSpec(
        spec.image(),
        spec.command(),
        spec.args(),
        spec.env(),
        spec.labels(),
        or(spec.cpus(), 1.0),
        or(spec.memoryMb(), 512),
        or(spec.timeoutS(), 600),
        or(spec.queueTimeoutS(), 3600),
        or(spec.maxAttempts(), 3),
        or(spec.priority(), 1),
        or(spec.retryOnExitCode(), false),
        spec.budget());
  }

  private static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
