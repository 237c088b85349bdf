package io.lumaris.job;

import java.time.Instant;

/**
 * How an attempt ended, as the seller reports it. Success is {@code reason == null} and exit code
 * 0.
 *
 * @param reason why it ended, absent on success
 * @param exitCode the program's exit code, absent when it never ran
 * @param detail one sentence for a person, without secrets; absent when the reason says it all
 * @param startedAt when the program started, by the seller's clock; absent when it never ran
 * @param runMs milliseconds the program ran; 0 when it ended before the Engine noted its start
 * @param imageDigest digest of the image that ran
 * @param profile the sandbox as applied
 * @param usage what it used
 * @param stdoutSha256 hash of all that was printed on stdout, in hexadecimal; absent when not all
 *     of it was seen
 * @param cutBytes output bytes the seller did not send because of the log limit
 */
public record Outcome(
    Reason reason,
    Integer exitCode,
    String detail,
    Instant startedAt,
    Long runMs,
    String imageDigest,
    AppliedProfile profile,
    Usage usage,
    String stdoutSha256,
    Long cutBytes) {

  /** An attempt that ended before its program ran. */
  public static Outcome neverRan(Reason reason, String detail) {
    return new Outcome(reason, null, detail, null, null, null, null, null, null, null);
  }

  public boolean succeeded() {
    return reason == null && exitCode != null && exitCode == 0;
  }

  /** The same outcome with the bytes of output that were not sent. */
  public Outcome withCutBytes(long bytes) {
    return new Outcome(
        reason,
        exitCode,
        detail,
        startedAt,
        runMs,
        imageDigest,
        profile,
        usage,
        stdoutSha256,
        bytes);
  }

  /** The same outcome with the hash of what was printed on stdout. */
  public Outcome withStdoutSha256(String hash) {
    return new Outcome(
        reason, exitCode, detail, startedAt, runMs, imageDigest, profile, usage, hash, cutBytes);
  }
}
