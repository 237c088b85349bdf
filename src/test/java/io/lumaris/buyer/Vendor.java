package io.lumaris.buyer;

import static org.awaitility.Awaitility.await;

import io.lumaris.testing.RawUser;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** A seller that speaks to the market by hand, so that a test decides when what happens. */
final class Vendor {
  private final RawUser user = RawUser.signedIn();
  private final AtomicLong seq = new AtomicLong();
  private JsonObject claim;

  /** A seller with room for anything. */
  Vendor() {
    user.rpc(
            "seller_update",
            Json.createObjectBuilder()
                .add("cpus", 64)
                .add("memory_mb", 262_144)
                .add("slots", 64)
                .add("isolation", Json.createArrayBuilder().add("runc"))
                .build())
        .ok();
  }

  /** Takes this job, and whatever else waits before it, and starts it. */
  Vendor run(String jobId) {
    claim = await().atMost(Duration.ofSeconds(20)).until(() -> claim(jobId), Objects::nonNull);
    user.rpc(
            "attempt_started",
            lease().add("image_digest", "sha256:0").add("profile", empty()).build())
        .ok();
    return this;
  }

  /** Prints text, in one chunk. */
  Vendor print(String text) {
    return print(new String[] {text});
  }

  /** Prints texts, each a chunk of its own, in one report. */
  Vendor print(String... texts) {
    JsonArrayBuilder chunks = Json.createArrayBuilder();
    for (String text : texts) {
      chunks.add(
          Json.createObjectBuilder()
              .add("seq", seq.incrementAndGet())
              .add("time", System.currentTimeMillis())
              .add("stream", "stdout")
              .add("text", text));
    }
    user.rpc("attempt_logs", lease().add("chunks", chunks).build()).ok();
    return this;
  }

  /** Ends the job with this exit code. */
  void end(int exitCode) {
    JsonObjectBuilder outcome =
        Json.createObjectBuilder().add("exit_code", exitCode).add("run_ms", 5);
    if (exitCode != 0) {
      outcome.add("reason", "exit_code");
    }
    user.rpc("attempt_finished", lease().add("outcome", outcome).build()).ok();
  }

  private JsonObject claim(String jobId) {
    JsonObjectBuilder free =
        Json.createObjectBuilder().add("slots", 64).add("cpus", 64).add("memory_mb", 262_144);
    return user
        .rpc("job_claim", Json.createObjectBuilder().add("free", free).add("max", 64).build())
        .ok()
        .getJsonArray("claims")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(candidate -> candidate.getString("job_id").equals(jobId))
        .findFirst()
        .orElse(null);
  }

  private JsonObjectBuilder lease() {
    return Json.createObjectBuilder()
        .add("attempt_id", claim.getString("attempt_id"))
        .add("lease_token", claim.getString("lease_token"));
  }

  private static JsonObject empty() {
    return Json.createObjectBuilder().add("runtime", "runc").build();
  }
}
