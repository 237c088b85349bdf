package io.lumaris.receipt;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All that the market has to prove what became of a job.
 *
 * @param spec of the job, with every default filled in
 * @param receipts of its attempts, in their order
 * @param keys their sellers' keys
 */
public record JobReceipts(
    UUID jobId, JsonObject spec, List<StoredReceipt> receipts, List<SellerKey> keys) {

  /** What may be checked by with all this. */
  Verifier verifier() {
    return new Verifier(keys, Optional.of(jobId.toString()), Optional.of(spec));
  }
}
