package io.lumaris.job;

import java.util.List;
import java.util.Map;

/**
 * What a buyer wants run. Every field but {@code image} may be absent ({@code null}); the market
 * fills in the defaults of limits.json and stores the complete spec.
 *
 * @param image image name, by tag or digest
 * @param command shell command, run as {@code /bin/sh -c} in place of the image's entrypoint
 * @param args program arguments passed to the image's entrypoint; not together with command
 * @param env environment variables
 * @param labels the buyer's own labels, for filtering
 * @param cpus CPU cores
 * @param memoryMb memory in MB of 1,048,576 bytes, swap included
 * @param timeoutS seconds the program may run
 * @param queueTimeoutS seconds the job may wait for a seller
 * @param maxAttempts how many sellers may try it
 * @param priority weight in the fair queue
 * @param retryOnExitCode whether a non-zero exit code is tried again
 * @param budget the most the job may cost, in micro-credits
 */
public record JobSpec(
    String image,
    String command,
    List<String> args,
    Map<String, String> env,
    Map<String, String> labels,
    Double cpus,
    Integer memoryMb,
    Integer timeoutS,
    Integer queueTimeoutS,
    Integer maxAttempts,
    Integer priority,
    Boolean retryOnExitCode,
    Long budget) {

  /** The same job with another budget, in micro-credits. */
  public JobSpec withBudget(Long amount) {
    return new JobSpec(
        image,
        command,
        args,
        env,
        labels,
        cpus,
        memoryMb,
        timeoutS,
        queueTimeoutS,
        maxAttempts,
        priority,
        retryOnExitCode,
        amount);
  }

  /** A job with a shell command and the market's defaults for all else. */
  public static JobSpec shell(String image, String command) {
    return new JobSpec(
        image, command, null, null, null, null, null, null, null, null, null, null, null);
  }
}
