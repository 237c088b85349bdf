package io.lumaris.execution;

import com.github.dockerjava.api.model.Statistics;
import io.lumaris.job.Usage;
import io.lumaris.job.UsageSample;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Looks once a second at what one program uses: by the engine's statistics, and, where they can be
 * read here, the kernel's own figures, which know peaks between two looks. A program that ends
 * within its first second costs no call at all.
 */
final class UsageSampler {
  private static final System.Logger LOG = System.getLogger(UsageSampler.class.getName());
  private static final long MB = 1024L * 1024;

  private final Sandboxes sandboxes;
  private final String container;
  private final Consumer<UsageSample> listener;
  private final Runnable wroteTooMuch;
  private final UsageMeter meter;
  private final AtomicBoolean toldTooMuch = new AtomicBoolean();
  private final Future<?> ticking;
  private volatile CgroupUsage cgroup;
  private volatile Readings readings; // null before the first
  private volatile boolean stopped;

  /**
   * Begins.
   *
   * @param cpus the program's limit
   * @param wroteTooMuch is called once when it has written more to disk than it may
   */
  UsageSampler(
      Sandboxes sandboxes,
      String container,
      double cpus,
      Consumer<UsageSample> listener,
      Runnable wroteTooMuch) {
    this.sandboxes = sandboxes;
    this.container = container;
    this.listener = listener;
    this.wroteTooMuch = wroteTooMuch;
    this.meter = new UsageMeter(cpus);
    this.ticking = sandboxes.clock().scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** An engine that is away is asked again in a second. */
  private void look() {
    try {
      ask();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "What container " + container + " uses could not be asked", e);
    }
  }

  private void ask() {
    if (readings == null || readings.over().isDone()) {
      readings = new Readings();
      sandboxes.client().statsCmd(container).exec(readings);
    }
    if (cgroup == null) {
      cgroup = CgroupUsage.of(container).orElse(null);
    }
    if (cgroup != null) {
      cgroup.sample();
    }
    if (stopped) {
      readings.close();
    }
  }

  /** Nobody waits for the engine to let go. */
  void stop() {
    stopped = true;
    ticking.cancel(false);
    Readings last = readings;
    if (last != null && !sandboxes.workers().isShutdown()) {
      sandboxes.workers().execute(last::close);
    }
  }

  /**
   * What is known; little of a program that ended before the first look.
   *
   * @param oomKilled whether the engine says that a process was killed at the memory limit
   */
  Usage usage(long runMs, boolean oomKilled, long outputBytes) {
    UsageMeter.Peaks seen = meter.peaks();
    CgroupUsage kernel = cgroup;
    return new Usage(
        runMs,
        kernel == null ? seen.cpuMs() : UsageMeter.max(kernel.cpuMs(), seen.cpuMs()),
        seen.throttledMs(),
        kernel == null
            ? seen.memoryBytes()
            : UsageMeter.max(kernel.peakMemoryBytes(), seen.memoryBytes()),
        oomKilled ? Boolean.TRUE : null,
        seen.pids(),
        seen.blockReadBytes(),
        seen.blockWrittenBytes(),
        outputBytes);
  }

  /** How much it has written, as a sentence for who asks why it was stopped. */
  String writtenTooMuch() {
    Long written = meter.peaks().blockWrittenBytes();
    return "The program had written "
        + (written == null ? 0 : written / MB)
        + " MB to disk, more than the "
        + sandboxes.maxWrittenBytes() / MB
        + " MB this seller allows.";
  }

  private void read(Statistics told) {
    meter.read(told).ifPresent(listener);
    Long written = meter.peaks().blockWrittenBytes();
    if (written != null
        && written > sandboxes.maxWrittenBytes()
        && toldTooMuch.compareAndSet(false, true)) {
      wroteTooMuch.run();
    }
  }

  private final class Readings extends EngineStream<Statistics> {
    @Override
    public void onNext(Statistics told) {
      read(told);
    }
  }
}
