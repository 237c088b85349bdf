package io.lumaris.receipt;

import static io.lumaris.receipt.Content.number;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** Whether what a receipt says fits together, and fits what is known besides. */
final class ContentChecks {
  private final JsonObject claims;

  ContentChecks(JsonObject claims) {
    this.claims = claims;
  }

  static Check content(JsonObject claims) {
    return Content.problem(claims)
        .map(problem -> Check.fails("content", "It is no complete receipt: " + problem + "."))
        .orElse(Check.holds("content", "Every field is there and is what it must be."));
  }

  Check job(Optional<String> asked) {
    String job = claims.getString("job_id");
    return asked
        .map(
            id ->
                Check.of(
                    "job",
                    id.equals(job),
                    "It is about this job, attempt " + number(claims, "number") + ".",
                    "It is about another job: " + job + "."))
        .orElse(Check.notChecked("job", "It is about job " + job + "; you named none."));
  }

  Check spec(Optional<JsonObject> spec) {
    String hash = claims.getString("spec_hash");
    return spec.map(
            known ->
                Check.of(
                    "spec",
                    Sha256.of(known).equals(hash),
                    "The job's spec has the hash that was signed.",
                    "The spec you gave is not the one that was run: its hash is "
                        + Sha256.of(known)
                        + ", signed was "
                        + hash
                        + "."))
        .orElse(Check.notChecked("spec", "No spec was given to compare with " + hash + "."));
  }

  Check times() {
    long ended = number(claims, "ended_at");
    long started = claims.containsKey("started_at") ? number(claims, "started_at") : ended;
    long issued = number(claims, "issued_at");
    String all = at(started) + ", " + at(ended) + ", " + at(issued);
    return Check.of(
        "times",
        started <= ended && ended <= issued,
        "Start, end and signature are in this order: " + all + ".",
        "Start, end and signature are not in this order: " + all + ".");
  }

  private static String at(long epochMs) {
    return Instant.ofEpochMilli(epochMs).toString();
  }
}
