package io.lumaris.execution;

import io.lumaris.job.AppliedProfile;
import io.lumaris.job.LogStream;
import io.lumaris.job.PullProgress;
import io.lumaris.job.UsageSample;
import java.lang.System.Logger.Level;
import java.time.Instant;

/** Keeps a listener's mistakes from ending a stranger's program. */
public final class GuardedListener implements ExecutionListener {
  private static final System.Logger LOG = System.getLogger(GuardedListener.class.getName());
  private final ExecutionListener listener;

  public GuardedListener(ExecutionListener listener) {
    this.listener = listener;
  }

  @Override
  public void pulling(PullProgress progress) {
    guard(() -> listener.pulling(progress));
  }

  @Override
  public void starting() {
    guard(listener::starting);
  }

  @Override
  public void started(Instant at, String imageDigest, AppliedProfile profile) {
    guard(() -> listener.started(at, imageDigest, profile));
  }

  @Override
  public void sampled(UsageSample sample) {
    guard(() -> listener.sampled(sample));
  }

  @Override
  public void output(LogStream stream, byte[] bytes) {
    guard(() -> listener.output(stream, bytes));
  }

  private static void guard(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A listener of an attempt failed; the attempt goes on", e);
    }
  }
}
