package io.lumaris.payment;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Set;

/** What a client wrote in a body, as values; what is wrong is refused by name. */
final class Wish {
  private final JsonObject body;

  private Wish(JsonObject body) {
    this.body = body;
  }

  /** A body that has no other fields than these. */
  static Wish of(JsonObject body, Set<String> fields) {
    if (body == null) {
      throw wrong("amount", "is missing: send a JSON object");
    }
    body.keySet().stream()
        .filter(name -> !fields.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw wrong(shown(name), "is no such field; there are " + String.join(", ", fields));
            });
    return new Wish(body);
  }

  /** A whole number of micro-credits between two amounts. */
  long amount(long least, long most) {
    JsonValue value = body.get("amount");
    if (value == null) {
      throw wrong("amount", "is missing: give micro-credits");
    }
    if (!(value instanceof JsonNumber number) || !number.isIntegral()) {
      throw wrong(
          "amount", "must be a whole number of micro-credits, you sent " + shown(value.toString()));
    }
    if (number.bigDecimalValue().compareTo(BigDecimal.valueOf(least)) < 0
        || number.bigDecimalValue().compareTo(BigDecimal.valueOf(most)) > 0) {
      throw wrong(
          "amount",
          "must be between "
              + least
              + " and "
              + most
              + " micro-credits, you sent "
              + shown(value.toString()));
    }
    return number.longValueExact();
  }

  /** A text, {@code null} when there is none. */
  String text(String name, int most) {
    JsonValue value = body.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof JsonString text)) {
      throw wrong(name, "must be a string, you sent " + shown(value.toString()));
    }
    if (text.getString().isBlank() || text.getString().length() > most) {
      throw wrong(name, "must have 1 to " + most + " characters, or be left out");
    }
    return text.getString();
  }

  static PaymentException wrong(String field, String sentence) {
    return new PaymentException("invalid_request", field, sentence, null);
  }

  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
