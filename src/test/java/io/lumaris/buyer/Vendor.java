package io.lumaris.buyer;

import static org.awaitility.Awaitility.await;

import io.lumaris.job.JobJson;
import io.lumaris.receipt.ReceiptKey;
import io.lumaris.testing.RawUser;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
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

  /** Tells how the program fares. */
  Vendor fares(double cpuPercent) {
    String sample =
        "[{\"time\":%d,\"cpu_percent\":%s,\"throttled_percent\":0,\"memory_bytes\":1,\"pids\":2,\"block_read_bytes\":0,\"block_written_bytes\":0}]"
            .formatted(System.currentTimeMillis(), cpuPercent);
    JsonObjectBuilder told =
        lease().add("samples", Json.createReader(new StringReader(sample)).readArray());
    user.rpc(
            "attempt_usage",
            Json.createObjectBuilder().add("attempts", Json.createArrayBuilder().add(told)).build())
        .ok();
    return this;
  }

  /** Ends the job with this exit code. */
  Vendor end(int exitCode) {
    JsonObjectBuilder outcome =
        Json.createObjectBuilder().add("exit_code", exitCode).add("run_ms", 5);
    if (exitCode != 0) {
      outcome.add("reason", "exit_code");
    }
    user.rpc("attempt_finished", lease().add("outcome", outcome).build()).ok();
    return this;
  }

  /** Signs a receipt of the ended attempt, with what the market says and this output. */
  Vendor signs(ReceiptKey key, String stdoutSha256) {
    return hands(key.sign(receipt(key, stdoutSha256)));
  }

  /** The same, but the signature is another key's. */
  Vendor signsBadly(ReceiptKey key, String stdoutSha256) {
    JsonObject claims = receipt(key, stdoutSha256);
    String signed = key.sign(claims);
    String other = ReceiptKey.generate().sign(claims);
    return hands(
        signed.substring(0, signed.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')));
  }

  private JsonObject receipt(ReceiptKey key, String stdoutSha256) {
    user.rpc("seller_key_put", object("{\"jwk\":" + JobJson.jsonb().toJson(key.publicKey()) + "}"))
        .ok();
    JsonObject answer =
        user.rpc(
                "receipt_facts",
                object("{\"attempt_ids\":[\"" + claim.getString("attempt_id") + "\"]}"))
            .ok();
    JsonObject facts = answer.getJsonArray("answers").getJsonObject(0).getJsonObject("facts");
    return Json.createObjectBuilder(facts)
        .add("version", 1)
        .add("issued_at", answer.getJsonNumber("now"))
        .add("stdout", object("{\"sha256\":\"" + stdoutSha256 + "\",\"bytes\":3}"))
        .build();
  }

  private Vendor hands(String jws) {
    JsonArrayBuilder receipts = Json.createArrayBuilder().add(jws);
    user.rpc("receipt_put", Json.createObjectBuilder().add("receipts", receipts).build()).ok();
    return this;
  }

  private static JsonObject object(String json) {
    return Json.createReader(new StringReader(json)).readObject();
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
