package io.lumaris.receipt;

import java.time.Instant;
import java.util.UUID;

/**
 * A public key as the market has it of a seller.
 *
 * @param since when it was registered
 * @param until when another took its place, {@code null} for the present one; what was signed
 *     before that stays good
 */
public record SellerKey(String kid, UUID sellerId, Jwk jwk, Instant since, Instant until) {

  /** Whether the seller signed with this key at that time. */
  boolean isGoodAt(Instant time) {
    return (since == null || !time.isBefore(since)) && (until == null || time.isBefore(until));
  }
}
