package io.lumaris.market;

import static io.lumaris.market.MarketRpc.fields;

import io.lumaris.nakama.SessionKeeper;
import io.lumaris.receipt.JobReceipts;
import io.lumaris.receipt.Jwk;
import io.lumaris.receipt.SellerKey;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Receipts at a Nakama server with the LUMARIS module. Thread-safe. */
public final class NakamaReceipts implements Receipts {
  private final MarketRpc rpc;

  /**
   * As the account sees them that is signed in here.
   *
   * @param patience how long a call that the market could not serve at the moment is repeated
   */
  public NakamaReceipts(SessionKeeper sessions, Duration patience) {
    this.rpc = new MarketRpc(sessions, patience);
  }

  @Override
  public SellerKey register(Jwk key) {
    return rpc.field("seller_key_put", fields("jwk", key), "key", SellerKey.class);
  }

  @Override
  public ReceiptFacts facts(List<UUID> attemptIds) {
    return rpc.call("receipt_facts", fields("attempt_ids", attemptIds), ReceiptFacts.class);
  }

  @Override
  public List<ReceiptAnswer> put(List<String> receipts) {
    return List.of(
        rpc.field("receipt_put", fields("receipts", receipts), "answers", ReceiptAnswer[].class));
  }

  @Override
  public JobReceipts of(UUID jobId) {
    return rpc.call("receipt_get", fields("job_id", jobId), JobReceipts.class);
  }

  @Override
  public List<SellerKey> keys(UUID sellerId) {
    return List.of(
        rpc.field("seller_keys", fields("seller_id", sellerId), "keys", SellerKey[].class));
  }
}
