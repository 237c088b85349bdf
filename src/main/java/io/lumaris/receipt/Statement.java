package io.lumaris.receipt;

import io.lumaris.job.AppliedProfile;
import io.lumaris.job.JobJson;
import io.lumaris.job.JobSpec;
import io.lumaris.job.Outcome;
import io.lumaris.job.Usage;
import jakarta.json.JsonObject;
import java.util.Set;
import java.util.UUID;

/**
 * What a seller knows by itself of an attempt; absent is {@code null}.
 *
 * @param specHash {@code sha256:…} of the spec as it was claimed, in its canonical form
 * @param stdout of the whole run; absent when the node did not see all of it
 */
public record Statement(
    UUID jobId,
    UUID attemptId,
    int number,
    String specHash,
    String image,
    String imageDigest,
    AppliedProfile profile,
    Long runMs,
    Integer exitCode,
    OutputHash stdout,
    OutputHash stderr,
    Usage usage) {

  /** Of these the market may know none, for example of an attempt that its buyer cancelled. */
  private static final Set<String> SELLERS_OWN =
      Set.of("image_digest", "profile", "run_ms", "exit_code", "usage", "stdout", "stderr");

  private static final Set<String> MUST_AGREE =
      Set.of(
          "job_id",
          "attempt_id",
          "number",
          "spec_hash",
          "image",
          "image_digest",
          "run_ms",
          "exit_code");

  /** Of an attempt that has been claimed. */
  public static Statement claimed(UUID jobId, UUID attemptId, int number, JobSpec spec) {
    return new Statement(
        jobId,
        attemptId,
        number,
        Sha256.of(JsonText.of(spec)),
        spec.image(),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Of the same attempt when it has ended; the hashes are {@code null} when they are not known. */
  public Statement ended(Outcome end, OutputHash out, OutputHash err) {
    return new Statement(
        jobId,
        attemptId,
        number,
        specHash,
        image,
        end.imageDigest(),
        end.profile(),
        end.runMs(),
        end.exitCode(),
        out,
        err,
        end.usage());
  }

  /**
   * The first field in which the market's facts contradict what the seller saw; {@code null} when
   * they agree.
   */
  public String disagreesIn(JsonObject facts) {
    JsonObject own = JsonText.of(this);
    return MUST_AGREE.stream()
        .filter(field -> own.containsKey(field) && facts.containsKey(field))
        .filter(
            field -> !CanonicalJson.of(own.get(field)).equals(CanonicalJson.of(facts.get(field))))
        .sorted()
        .findFirst()
        .orElse(null);
  }

  /** What only the seller can add to the market's facts. */
  JsonObject sellersOwn() {
    return JsonText.only(JsonText.of(this), SELLERS_OWN);
  }

  /** A statement from what {@link #toJson} wrote. */
  public static Statement parse(String json) {
    return JobJson.jsonb().fromJson(json, Statement.class);
  }

  /** As JSON, to be kept. */
  public String toJson() {
    return JobJson.jsonb().toJson(this);
  }
}
