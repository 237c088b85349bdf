package io.lumaris.market;

import static io.lumaris.market.MarketRpc.fields;

import io.lumaris.nakama.SessionKeeper;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Payouts at a Nakama server with the LUMARIS module. Thread-safe. */
public final class NakamaPayouts implements Payouts {
  private final MarketRpc rpc;

  /**
   * As the account sees them that is signed in here.
   *
   * @param patience how long a call that the market could not serve at the moment is repeated
   */
  public NakamaPayouts(SessionKeeper sessions, Duration patience) {
    this.rpc = new MarketRpc(sessions, patience);
  }

  @Override
  public Booked request(UUID paymentId, long amount, String note) {
    return rpc.call(
        "payout_request",
        fields("amount", amount, "payment_id", paymentId, "note", note),
        Booked.class);
  }

  @Override
  public List<Payment> own() {
    return List.of(rpc.field("payout_history", fields(), "payments", Payment[].class));
  }

  @Override
  public List<Payment> waiting() {
    return List.of(rpc.field("payout_list", fields(), "payments", Payment[].class));
  }

  @Override
  public Decided decide(UUID paymentId, boolean paid, String note) {
    return rpc.call(
        "payout_settle",
        fields("payment_id", paymentId, "paid", paid, "note", note),
        Decided.class);
  }
}
