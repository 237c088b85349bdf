package io.lumaris.execution;

import io.lumaris.job.Usage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks once a second at what one program uses. */
final class UsageSampler {
  private final String container;
  private final Future<?> ticking;
  private volatile CgroupUsage cgroup;

  UsageSampler(String container, ScheduledExecutorService clock) {
    this.container = container;
    this.ticking = clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    if (cgroup == null) {
      cgroup = CgroupUsage.of(container).orElse(null);
    }
    if (cgroup != null) {
      cgroup.sample();
    }
  }

  void stop() {
    ticking.cancel(false);
  }

  /** What is known, absent for a program that ended before the first look. */
  Usage usage(long runMs, long outputBytes) {
    CgroupUsage seen = cgroup;
    return seen == null
        ? new Usage(runMs, null, null, outputBytes)
        : new Usage(runMs, seen.cpuMs(), seen.peakMemoryBytes(), outputBytes);
  }
}
