package io.lumaris.receipt;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;

/** What a receipt says: the market's facts, and what only the seller knows. */
public final class ReceiptClaims {
  static final int VERSION = 1;

  private ReceiptClaims() {}

  /**
   * The claims to sign.
   *
   * @param facts as the market has them; they must not contradict the statement
   * @param issuedAt by the market's clock, so that all times of a receipt are of one clock
   */
  public static JsonObject of(Statement statement, JsonObject facts, Instant issuedAt) {
    return Json.createObjectBuilder(statement.sellersOwn())
        .addAll(Json.createObjectBuilder(facts))
        .add("version", VERSION)
        .add("issued_at", issuedAt.toEpochMilli())
        .build();
  }
}
