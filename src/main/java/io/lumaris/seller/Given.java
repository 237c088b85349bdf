package io.lumaris.seller;

import io.lumaris.market.MarketException;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A JSON object that somebody wrote, as values; what it cannot mean is refused by the field's name.
 */
final class Given implements FilterSource {
  /** The most of a rate, in micro-credits: what the market takes. */
  private static final long MOST_RATE = 1_000_000_000_000L;

  private static final int SHOWN = 40;
  private final JsonObject object;
  private final String path;

  private Given(JsonObject object, String path) {
    this.object = object;
    this.path = path;
  }

  /** An object that has no other fields than these. */
  static Given of(JsonObject object, List<String> fields) {
    return new Given(object, "").knowing(fields);
  }

  private Given knowing(List<String> fields) {
    for (String name : object.keySet()) {
      if (!fields.contains(name)) {
        throw wrong(shown(name), "is no such field; there are " + String.join(", ", fields));
      }
    }
    return this;
  }

  /** An object in a field; {@code null} when the field is not there. */
  <T> T part(String name, List<String> fields, Function<Given, T> read) {
    JsonValue value = object.get(name);
    if (value == null) {
      return null;
    } else if (value instanceof JsonObject part) {
      return read.apply(new Given(part, path + name + ".").knowing(fields));
    }
    throw wrong(
        name, "must be an object with " + String.join(", ", fields) + ", it is " + shown(value));
  }

  /** A whole number of micro-credits, which must be there. */
  long rate(String name) {
    return number(name, BigDecimal.ZERO, BigDecimal.valueOf(MOST_RATE), true).longValueExact();
  }

  /** A number, which must be there. */
  double number(String name, double least, double most) {
    return number(name, BigDecimal.valueOf(least), BigDecimal.valueOf(most), false).doubleValue();
  }

  /** True or false, which must be there. */
  boolean flag(String name) {
    JsonValue value = there(name);
    if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
      throw wrong(name, "must be true or false, it is " + shown(value));
    }
    return value == JsonValue.TRUE;
  }

  /** What a text means; {@code null} when the field is not there. */
  <T> T text(String name, String wanted, Function<String, T> read) {
    JsonValue value = object.get(name);
    return value == null ? null : meant(name, string(value), read, isNot(wanted, value));
  }

  @Override
  public <N extends Number> Optional<N> number(
      String name, String wanted, Function<String, N> read) {
    JsonValue value = object.get(name);
    if (value == null) {
      return Optional.empty();
    }
    String written = value instanceof JsonNumber number ? number.toString() : null;
    return Optional.of(meant(name, written, read, isNot(wanted, value)));
  }

  @Override
  public <T> List<T> list(String name, int most, String wanted, Function<String, T> read) {
    JsonValue value = object.get(name);
    String all = "a list of at most " + most + " " + wanted;
    if (value == null) {
      return List.of();
    } else if (!(value instanceof JsonArray items)) {
      throw wrong(name, isNot(all, value));
    } else if (items.size() > most) {
      throw wrong(name, "must be " + all + ", it has " + items.size());
    } else {
      return items.stream()
          .map(
              item ->
                  meant(
                      name, string(item), read, "must be " + all + "; " + shown(item) + " is none"))
          .toList();
    }
  }

  /** What is written means; {@code null} is a value of another kind. */
  private <T> T meant(String name, String written, Function<String, T> read, String problem) {
    if (written == null) {
      throw wrong(name, problem);
    }
    try {
      return read.apply(written);
    } catch (IllegalArgumentException e) {
      throw wrong(name, problem, e);
    }
  }

  private static String string(JsonValue value) {
    return value instanceof JsonString text ? text.getString() : null;
  }

  private static String isNot(String wanted, JsonValue value) {
    return "must be " + wanted + ", it is " + shown(value);
  }

  private BigDecimal number(String name, BigDecimal least, BigDecimal most, boolean whole) {
    JsonValue value = there(name);
    if (value instanceof JsonNumber number
        && (!whole || number.isIntegral())
        && number.bigDecimalValue().compareTo(least) >= 0
        && number.bigDecimalValue().compareTo(most) <= 0) {
      return number.bigDecimalValue();
    }
    String what = whole ? "a whole number of micro-credits" : "a number";
    throw wrong(
        name,
        "must be %s from %s to %s, it is %s"
            .formatted(what, plain(least), plain(most), shown(value)));
  }

  private JsonValue there(String name) {
    JsonValue value = object.get(name);
    if (value == null) {
      throw wrong(name, "is missing");
    }
    return value;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static String shown(Object value) {
    String text = value.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private MarketException wrong(String name, String sentence) {
    return wrong(name, sentence, null);
  }

  private MarketException wrong(String name, String sentence, Exception cause) {
    return new MarketException("invalid_request", path + name, sentence, false, cause);
  }
}
