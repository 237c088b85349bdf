package io.lumaris.payment;

import io.lumaris.job.Money;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Reads Stripe's events. Of their JSON, not of the library's classes: an event is written in the
 * version that the Stripe account is set to, and the few fields read here are the same in all.
 */
final class StripeEvents {
  private static final String MARKET = "lumaris_market";
  private static final String PAYMENT = "lumaris_payment";
  private static final String ACCOUNT = "lumaris_account";
  private static final String CREDITS = "lumaris_credits";
  private static final String PRICE = "lumaris_price";

  private StripeEvents() {}

  /** What travels with a payment, so that its events say what to book. */
  static Map<String, String> metadata(TopUp topUp) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(MARKET, topUp.marketId().toString());
    metadata.put(PAYMENT, topUp.paymentId().toString());
    metadata.put(ACCOUNT, topUp.accountId().toString());
    metadata.put(CREDITS, Long.toString(topUp.credits()));
    metadata.put(PRICE, topUp.price().of(topUp.credits()) + " " + topUp.price().currency());
    return metadata;
  }

  /** What a genuine event says. */
  static PaymentEvent read(String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      JsonObject event = reader.readObject();
      JsonObject about = event.getJsonObject("data").getJsonObject("object");
      String id = StripePayments.NAME + ":" + event.getString("id");
      if (!ours(about)) {
        return new PaymentEvent.Nothing();
      }
      return switch (event.getString("type")) {
        case "checkout.session.completed", "checkout.session.async_payment_succeeded" ->
            paid(id, about);
        case "charge.refunded" -> paidBack(id, about);
        default -> new PaymentEvent.Nothing();
      };
    } catch (JsonException
        | NullPointerException
        | ClassCastException
        | ArithmeticException
        | IllegalArgumentException e) {
      throw new PaymentException(
          "invalid_request", null, "The body is not an event of Stripe as we know them.", e);
    }
  }

  /** A Stripe account may sell other things, too. */
  private static boolean ours(JsonObject about) {
    return about.get("metadata") instanceof JsonObject metadata && metadata.containsKey(PAYMENT);
  }

  private static PaymentEvent paid(String id, JsonObject session) {
    // A bank transfer completes the session and arrives days later, with an event of its own.
    if (!session.getString("payment_status").equals("paid")) {
      return new PaymentEvent.Nothing();
    }
    JsonObject metadata = session.getJsonObject("metadata");
    String total = whole(session, "amount_total") + " " + session.getString("currency");
    if (!total.equals(metadata.getString(PRICE))) {
      throw new PaymentException(
          "payment_conflict",
          null,
          "Paid is another amount than was asked for: it has to be booked by hand.",
          null);
    }
    return new PaymentEvent.Paid(
        id,
        uuid(metadata, MARKET),
        uuid(metadata, PAYMENT),
        uuid(metadata, ACCOUNT),
        micro(metadata));
  }

  /** In proportion, rounded down; all of the credits exactly when all of the money went back. */
  private static PaymentEvent paidBack(String id, JsonObject charge) {
    JsonObject metadata = charge.getJsonObject("metadata");
    long refunded =
        BigInteger.valueOf(micro(metadata))
            .multiply(BigInteger.valueOf(whole(charge, "amount_refunded")))
            .divide(BigInteger.valueOf(whole(charge, "amount")))
            .longValueExact();
    return refunded == 0
        ? new PaymentEvent.Nothing()
        : new PaymentEvent.PaidBack(id, uuid(metadata, MARKET), uuid(metadata, PAYMENT), refunded);
  }

  private static long micro(JsonObject metadata) {
    return Math.multiplyExact(Long.parseLong(metadata.getString(CREDITS)), Money.CREDIT);
  }

  private static long whole(JsonObject of, String field) {
    return of.getJsonNumber(field).longValueExact();
  }

  private static UUID uuid(JsonObject of, String field) {
    return UUID.fromString(of.getString(field));
  }
}
