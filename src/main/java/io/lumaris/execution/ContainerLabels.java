package io.lumaris.execution;

import io.lumaris.job.JobSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What a container of ours carries, so that a restarted node knows it as its own and can go on
 * where it was. Never the command or the environment.
 */
final class ContainerLabels {
  static final String NODE = "io.lumaris.node";
  private static final String ATTEMPT = "io.lumaris.attempt";
  private static final String JOB = "io.lumaris.job";
  private static final String NUMBER = "io.lumaris.number";
  private static final String LEASE_TOKEN = "io.lumaris.lease-token";
  private static final String LEASE_UNTIL = "io.lumaris.lease-until";
  private static final String STOP_AFTER = "io.lumaris.stop-after-ms";
  private static final String IMAGE = "io.lumaris.image";
  private static final String CPUS = "io.lumaris.cpus";
  private static final String MEMORY = "io.lumaris.memory-mb";
  private static final String TIMEOUT = "io.lumaris.timeout-s";

  private ContainerLabels() {}

  static Map<String, String> of(String nodeId, Assignment assignment) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(NODE, nodeId);
    labels.put(ATTEMPT, assignment.attemptId().toString());
    labels.put(JOB, assignment.jobId().toString());
    labels.put(NUMBER, Integer.toString(assignment.number()));
    labels.put(LEASE_TOKEN, assignment.leaseToken().toString());
    labels.put(LEASE_UNTIL, Long.toString(assignment.leaseUntil().toEpochMilli()));
    labels.put(STOP_AFTER, Long.toString(assignment.stopAfter().toMillis()));
    labels.put(IMAGE, assignment.spec().image());
    labels.put(CPUS, assignment.spec().cpus().toString());
    labels.put(MEMORY, assignment.spec().memoryMb().toString());
    if (assignment.spec().timeoutS() != null) {
      labels.put(TIMEOUT, assignment.spec().timeoutS().toString());
    }
    return labels;
  }

  /**
   * The assignment a container was started for, its spec reduced to image and limits; throws {@link
   * IllegalArgumentException} when the labels are not whole.
   */
  static Assignment read(Map<String, String> labels) {
    return new Assignment(
        UUID.fromString(value(labels, ATTEMPT)),
        UUID.fromString(value(labels, JOB)),
        Integer.parseInt(value(labels, NUMBER)),
        UUID.fromString(value(labels, LEASE_TOKEN)),
        spec(labels),
        Duration.ofMillis(Long.parseLong(value(labels, STOP_AFTER))),
        Instant.ofEpochMilli(Long.parseLong(value(labels, LEASE_UNTIL))));
  }

  private static JobSpec spec(Map<String, String> labels) {
    String timeout = labels.get(TIMEOUT);
    return JobSpec.image(value(labels, IMAGE))
        .cpus(Double.valueOf(value(labels, CPUS)))
        .memoryMb(Integer.valueOf(value(labels, MEMORY)))
        .timeoutS(timeout == null ? null : Integer.valueOf(timeout))
        .build();
  }

  private static String value(Map<String, String> labels, String name) {
    String value = labels.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The label " + name + " is missing");
    }
    return value;
  }
}
