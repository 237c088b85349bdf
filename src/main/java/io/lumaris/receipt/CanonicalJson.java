package io.lumaris.receipt;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * JSON as RFC 8785 writes it, so that equal values are equal bytes: no white space, an object's
 * members in the order of their names' UTF-16 code units, strings with the fewest escapes, numbers
 * as ECMAScript writes the IEEE 754 double they are.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /**
   * The canonical text of a value.
   *
   * @throws IllegalArgumentException for what has none: half a surrogate pair, a number beyond a
   *     double
   */
  public static String of(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> object(value.asJsonObject());
      case ARRAY -> array(value.asJsonArray());
      case STRING -> string(((JsonString) value).getString());
      case NUMBER -> CanonicalNumber.of(((JsonNumber) value).doubleValue());
      case TRUE, FALSE, NULL -> value.toString();
    };
  }

  private static String object(JsonObject object) {
    return new TreeMap<>(object) // String compares by UTF-16 code units
        .entrySet().stream()
            .map(member -> string(member.getKey()) + ":" + of(member.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String array(JsonArray array) {
    return array.stream().map(CanonicalJson::of).collect(Collectors.joining(",", "[", "]"));
  }

  private static String string(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        quoted.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException("Half a surrogate pair has no canonical form");
      } else {
        quoted.append(character(c));
      }
    }
    return quoted.append('"').toString();
  }

  private static String character(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      default -> c < 0x20 ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    };
  }
}
