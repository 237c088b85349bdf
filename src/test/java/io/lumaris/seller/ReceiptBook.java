package io.lumaris.seller;

import io.lumaris.market.MarketException;
import io.lumaris.market.ReceiptAnswer;
import io.lumaris.market.ReceiptFacts;
import io.lumaris.market.Receipts;
import io.lumaris.receipt.JobReceipts;
import io.lumaris.receipt.Jwk;
import io.lumaris.receipt.SellerKey;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The market's receipts as a test of the desk needs them: it knows the attempts it was told of, can
 * be away, and keeps what it is handed. What the market itself refuses the tests of the schema say.
 */
final class ReceiptBook implements Receipts {
  final List<String> calls = new ArrayList<>();
  final Map<UUID, String> receipts = new HashMap<>();
  private final Map<UUID, JsonObject> ended = new HashMap<>();
  private final Map<UUID, String> refused = new HashMap<>();
  private final InstantSource clock;
  private String failure;
  private Jwk key;

  ReceiptBook(InstantSource clock) {
    this.clock = clock;
  }

  /** The market has taken the end of this attempt, and this is what a receipt must say. */
  void took(UUID attempt, JsonObject facts) {
    ended.put(attempt, facts);
    refused.remove(attempt);
  }

  /** There can be no receipt of this attempt. */
  void refuses(UUID attempt, String reason) {
    refused.put(attempt, reason + ": a sentence");
  }

  /** Every call fails so from now on; {@code null} for none. */
  void failWith(String reason) {
    failure = reason;
  }

  void forgetKey() {
    key = null;
  }

  JsonObject claims(UUID attempt) {
    String payload = receipts.get(attempt).split("\\.", -1)[1];
    String text = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
    return Json.createReader(new StringReader(text)).readObject();
  }

  @Override
  public SellerKey register(Jwk theKey) {
    call("register");
    key = theKey;
    return new SellerKey(theKey.kid(), null, theKey, clock.instant(), null);
  }

  @Override
  public ReceiptFacts facts(List<UUID> attemptIds) {
    call("facts " + attemptIds.size());
    return new ReceiptFacts(attemptIds.stream().map(this::facts).toList(), clock.instant());
  }

  private ReceiptAnswer facts(UUID attempt) {
    JsonObject known = ended.get(attempt);
    String refusal =
        receipts.containsKey(attempt)
            ? "receipt_exists: it has one"
            : refused.getOrDefault(attempt, known == null ? "attempt_not_found: none" : null);
    return refusal == null
        ? new ReceiptAnswer(attempt, known, null, null)
        : new ReceiptAnswer(attempt, null, 9, refusal);
  }

  @Override
  public List<ReceiptAnswer> put(List<String> told) {
    call("put " + told.size());
    return told.stream().map(this::put).toList();
  }

  private ReceiptAnswer put(String jws) {
    String text =
        new String(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    JsonObject claims = Json.createReader(new StringReader(text)).readObject();
    UUID attempt = UUID.fromString(claims.getString("attempt_id"));
    if (key == null) {
      return new ReceiptAnswer(attempt, null, 9, "key_unknown: register it");
    }
    receipts.put(attempt, jws);
    return new ReceiptAnswer(attempt, null, null, null);
  }

  @Override
  public JobReceipts of(UUID jobId) {
    throw new UnsupportedOperationException("a seller does not ask for this");
  }

  @Override
  public List<SellerKey> keys(UUID sellerId) {
    throw new UnsupportedOperationException("a seller does not ask for this");
  }

  private void call(String call) {
    calls.add(call);
    if (failure != null) {
      throw new MarketException(failure, null, "No.", true, null);
    }
  }
}
