package io.lumaris.testing;

import io.lumaris.job.JobSpec;

/** The spec of a job of {@link InMemoryMarket}, as the market completes it. */
final class BookedSpec {

  private BookedSpec() {}

  static JobSpec complete(JobSpec spec) {
    return JobSpec.image(spec.image())
        .command(spec.command())
        .args(spec.args())
        .env(spec.env())
        .labels(spec.labels())
        .cpus(or(spec.cpus(), 1.0))
        .memoryMb(or(spec.memoryMb(), 512))
        .timeoutS(or(spec.timeoutS(), 600))
        .queueTimeoutS(or(spec.queueTimeoutS(), 3600))
        .maxAttempts(or(spec.maxAttempts(), 3))
        .priority(or(spec.priority(), 1))
        .retryOnExitCode(or(spec.retryOnExitCode(), false))
        .budget(spec.budget())
        .build();
  }

  private static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
