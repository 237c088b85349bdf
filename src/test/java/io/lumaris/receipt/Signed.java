package io.lumaris.receipt;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A receipt as a seller would sign it, its key, and the job it is about. */
public final class Signed {
  /** Of RFC 8037, appendix A. */
  public static final ReceiptKey KEY =
      ReceiptKey.parse(
          "{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
              + "\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\","
              + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");

  public static final UUID JOB = UUID.fromString("3f2a91c0-5b1e-4b57-9a55-4f7b5a3c2d10");
  public static final UUID ATTEMPT = UUID.fromString("0a9d6f0e-5b1e-4b57-9a55-4f7b5a3c2d10");
  static final UUID SELLER = UUID.fromString("95ae01f5-93e4-46f8-bcf8-29810412382e");
  static final Instant ISSUED = Instant.ofEpochMilli(1_795_475_697_990L);

  /** The job's spec with every default filled in. */
  public static final JsonObject SPEC =
      Json.createObjectBuilder()
          .add("image", "lumaris/busybox")
          .add("command", "echo hi")
          .add("env", Json.createObjectBuilder().add("B", "2").add("A", "ä"))
          .add("cpus", new BigDecimal("0.50"))
          .add("memory_mb", 512)
          .add("timeout_s", 600)
          .add("queue_timeout_s", 3600)
          .add("max_attempts", 3)
          .add("priority", 1)
          .add("retry_on_exit_code", false)
          .build();

  private Signed() {}

  /** Half a CPU and 512 MB for 1.501 s, at 100 + 100,000 per CPU hour + 20,000 per GB hour. */
  public static JsonObject claims() {
    return Json.createObjectBuilder()
        .add("version", 1)
        .add("market_id", "11111111-2222-4333-8444-555555555555")
        .add("market_name", "LUMARIS")
        .add("job_id", JOB.toString())
        .add("attempt_id", ATTEMPT.toString())
        .add("number", 1)
        .add("seller_id", SELLER.toString())
        .add("buyer_id", "22222222-2222-4333-8444-555555555555")
        .add("spec_hash", Sha256.of(SPEC))
        .add("image", "lumaris/busybox")
        .add("image_digest", "sha256:abc")
        .add(
            "profile", Json.createObjectBuilder().add("cpus", 0.5).add("memory_bytes", 536_870_912))
        .add("started_at", ISSUED.toEpochMilli() - 2000)
        .add("ended_at", ISSUED.toEpochMilli() - 10)
        .add("run_ms", 1501)
        .add("exit_code", 0)
        .add(
            "stdout", output("98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4", 3))
        .add(
            "stderr", output("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0))
        .add("usage", Json.createObjectBuilder().add("run_ms", 1501))
        .add(
            "ask",
            Json.createObjectBuilder()
                .add("start", 100)
                .add("cpu_hour", 100_000)
                .add("gb_hour", 20_000))
        .add("charged_ms", 1501)
        .add("cost", 126)
        .add("issued_at", ISSUED.toEpochMilli())
        .build();
  }

  /** The same with one of them changed. */
  static JsonObject claims(String name, JsonValue value) {
    return Json.createObjectBuilder(claims()).add(name, value).build();
  }

  static SellerKey sellerKey(ReceiptKey key) {
    return new SellerKey(
        key.publicKey().kid(), SELLER, key.publicKey(), ISSUED.minusSeconds(60), null);
  }

  /** What {@code GET /api/jobs/ID/receipt} answers. */
  public static String document() {
    String jws = KEY.sign(claims());
    StoredReceipt stored =
        new StoredReceipt(ATTEMPT, 1, KEY.publicKey().kid(), jws, ISSUED.plusMillis(5));
    return ReceiptDocument.of(new JobReceipts(JOB, SPEC, List.of(stored), List.of(sellerKey(KEY))))
        .toString();
  }

  private static JsonObject output(String sha256, int bytes) {
    return Json.createObjectBuilder().add("sha256", sha256).add("bytes", bytes).build();
  }
}
