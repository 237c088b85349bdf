package io.lumaris.market;

import jakarta.json.JsonObject;

/**
 * What an operator of the market looks at and does; anybody else is refused with {@code
 * not_allowed}. Every call is one RPC of docs/wire.md, whose fields these objects have; what a
 * client wrote into them the module checks.
 */
public interface Operations {

  /** Jobs, sellers, money, what is stuck, what is disputed. */
  JsonObject overview();

  /** What may be set. */
  JsonObject settings();

  /** Sets {@code name} to {@code value}. */
  JsonObject set(JsonObject setting);

  /** Whether the books are right, with every check. Reads all of them. */
  JsonObject audit();

  /** Puts {@code amount} into the account {@code account_id}. */
  Booked topUp(JsonObject payment);

  /** Says of the payout {@code payment_id} that it was {@code paid}, or gives it back. */
  Decided settle(JsonObject decision);
}
