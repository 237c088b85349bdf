package io.lumaris.market;

import jakarta.json.JsonObject;
import java.util.UUID;

/**
 * What the market says to one attempt's receipt.
 *
 * @param facts what the receipt must say, when that was asked
 * @param code of a refusal, a gRPC code; absent when there is none
 * @param message of a refusal: reason, colon, sentence
 */
public record ReceiptAnswer(UUID attemptId, JsonObject facts, Integer code, String message) {

  public boolean refused() {
    return code != null;
  }

  /** Whether it was refused for this reason. */
  public boolean refusedFor(String reason) {
    return refused() && MarketFailures.refusal(code, message).reason().equals(reason);
  }
}
