package io.lumaris.market;

import io.lumaris.receipt.JobReceipts;
import io.lumaris.receipt.Jwk;
import io.lumaris.receipt.SellerKey;
import java.util.List;
import java.util.UUID;

/**
 * The receipts at the market as one signed-in account sees them. Every call is one RPC of
 * docs/wire.md and may be repeated safely; refusals and failures are thrown as {@link
 * MarketException} with a reason.
 */
public interface Receipts {
  /** Most attempts or receipts of one call. */
  int MOST = 64;

  /**
   * Makes this the key that the caller signs receipts with from now on; the one before ends. Reason
   * {@code key_ended} when it was that once and another took its place.
   */
  SellerKey register(Jwk key);

  /**
   * What the receipts of the caller's attempts must say; for each attempt a refusal when there can
   * be none: {@code attempt_not_found, not_final, lease_lost, receipt_exists}.
   */
  ReceiptFacts facts(List<UUID> attemptIds);

  /**
   * Hands over receipts; for each a refusal when it was not taken: those of {@link #facts}, {@code
   * key_unknown}, {@code invalid_request}.
   */
  List<ReceiptAnswer> put(List<String> receipts);

  /** The receipts of one of the caller's own jobs; reason {@code job_not_found} for any other. */
  JobReceipts of(UUID jobId);

  /** The keys of any seller, the present one first. */
  List<SellerKey> keys(UUID sellerId);
}
