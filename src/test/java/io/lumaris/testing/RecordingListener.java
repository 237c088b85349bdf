package io.lumaris.testing;

import io.lumaris.execution.ExecutionListener;
import io.lumaris.job.AppliedProfile;
import io.lumaris.job.LogStream;
import io.lumaris.job.PullProgress;
import io.lumaris.job.UsageSample;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Remembers everything an executor tells about one attempt. */
public final class RecordingListener implements ExecutionListener {
  private final List<String> events = new ArrayList<>();
  private final List<UsageSample> samples = new ArrayList<>();
  private final List<PullProgress> progress = new ArrayList<>();
  private final Map<LogStream, ByteArrayOutputStream> output = new EnumMap<>(LogStream.class);
  private Instant startedAt;
  private String digest;
  private AppliedProfile profile;

  @Override
  public synchronized void pulling(PullProgress how) {
    events.add("pulling");
    progress.add(how);
  }

  @Override
  public synchronized void starting() {
    events.add("starting");
  }

  @Override
  public synchronized void started(Instant at, String imageDigest, AppliedProfile applied) {
    events.add("started");
    startedAt = at;
    digest = imageDigest;
    profile = applied;
  }

  @Override
  public synchronized void output(LogStream stream, byte[] bytes) {
    events.add("output");
    output.computeIfAbsent(stream, key -> new ByteArrayOutputStream()).writeBytes(bytes);
  }

  @Override
  public synchronized void sampled(UsageSample sample) {
    samples.add(sample);
  }

  public synchronized List<UsageSample> samples() {
    return List.copyOf(samples);
  }

  /** "pulling", "starting", "started", "output" in the order they came. */
  public synchronized List<String> events() {
    return List.copyOf(events);
  }

  public synchronized List<PullProgress> progress() {
    return List.copyOf(progress);
  }

  public synchronized byte[] bytes(LogStream stream) {
    ByteArrayOutputStream bytes = output.get(stream);
    return bytes == null ? new byte[0] : bytes.toByteArray();
  }

  public String stdout() {
    return new String(bytes(LogStream.STDOUT), StandardCharsets.UTF_8);
  }

  public String stderr() {
    return new String(bytes(LogStream.STDERR), StandardCharsets.UTF_8);
  }

  public synchronized boolean isStarted() {
    return startedAt != null;
  }

  public synchronized Instant startedAt() {
    return startedAt;
  }

  public synchronized String digest() {
    return digest;
  }

  public synchronized AppliedProfile profile() {
    return profile;
  }
}
