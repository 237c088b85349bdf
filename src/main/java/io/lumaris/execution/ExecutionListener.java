package io.lumaris.execution;

import io.lumaris.job.AppliedProfile;
import io.lumaris.job.LogStream;
import io.lumaris.job.PullProgress;
import io.lumaris.job.UsageSample;
import java.time.Instant;

/**
 * What is told about an attempt while it runs. Calls must return quickly: a slow one slows the
 * program.
 */
public interface ExecutionListener {

  /** The image is being fetched. Called about once a second, the first time at once. */
  void pulling(PullProgress progress);

  /** The image is there, the container is being started. */
  void starting();

  /** The program runs. */
  void started(Instant at, String imageDigest, AppliedProfile profile);

  /** How it fares, about once a second from its second second on. */
  default void sampled(UsageSample sample) {}

  /** Raw output bytes, in order per stream; may end in the middle of a character. */
  void output(LogStream stream, byte[] bytes);
}
