package io.lumaris.market;

import jakarta.json.JsonObject;
import java.util.UUID;

/**
 * What the market says to one attempt's receipt.
 *
 * @param facts what the receipt must say, when that was asked
 * @param message {@code reason: sentence} of a refusal, absent when there is none
 */
public record ReceiptAnswer(UUID attemptId, JsonObject facts, String message) {

  public boolean refused() {
    return message != null;
  }

  /** The code before the sentence of a refusal. */
  public String reason() {
    return message.split(":", 2)[0];
  }
}
