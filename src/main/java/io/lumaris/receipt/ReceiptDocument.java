package io.lumaris.receipt;

import io.lumaris.job.JobJson;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;

/**
 * A job's receipts in one JSON object that can be kept and verified without a network: the
 * receipts, each with a copy that a person can read and with what was found when the object was
 * made, and the keys. {@link ReceiptFile} reads it.
 */
public final class ReceiptDocument {
  private ReceiptDocument() {}

  /** The object for these receipts. */
  public static JsonObject of(JobReceipts job) {
    JsonArrayBuilder receipts = Json.createArrayBuilder();
    job.receipts().forEach(stored -> receipts.add(receipt(stored, job.verifier())));
    JsonArrayBuilder keys = Json.createArrayBuilder();
    job.keys().forEach(key -> keys.add(JsonText.of(key)));
    return Json.createObjectBuilder()
        .add("job_id", job.jobId().toString())
        .add("receipts", receipts)
        .add("keys", keys)
        .build();
  }

  private static JsonObject receipt(StoredReceipt stored, Verifier verifier) {
    Verification found = verifier.verify(stored.jws());
    JsonArrayBuilder checks = Json.createArrayBuilder();
    found.checks().forEach(check -> checks.add(json(check)));
    return Json.createObjectBuilder(JsonText.of(stored))
        .add("receipt", found.claims())
        .add("verified", found.holds())
        .add("checks", checks)
        .build();
  }

  private static JsonObject json(Check check) {
    return Json.createObjectBuilder()
        .add("name", check.name())
        .add("result", JobJson.word(check.result()))
        .add("sentence", check.sentence())
        .build();
  }
}
