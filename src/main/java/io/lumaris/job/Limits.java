package io.lumaris.job;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules for every field of a job, read from the one place they stand in: {@code limits.json},
 * which the Nakama module and the page read too.
 */
public final class Limits {
  private static final String CLIENT_TOKEN = "client_token";
  private static final String AUCTION = "auction_s";
  private static final JsonObject RULES = read();
  private static final Set<String> SPEC_FIELDS = specFields();
  private static final Map<String, String> A_KIND =
      Map.of(
          "string", "a string",
          "choice", "a string",
          "number", "a number",
          "integer", "a whole number",
          "boolean", "true or false",
          "list", "a list of strings",
          "map", "an object of strings");

  private Limits() {}

  /**
   * One broken rule.
   *
   * @param field the field's name on the wire
   * @param sentence what is allowed and what was given
   */
  public record Problem(String field, String sentence) {}

  /** The rules as JSON, for whoever draws a form. */
  public static JsonObject rules() {
    return RULES;
  }

  /** Everything wrong with a spec, in the order of the rules; empty when it may be submitted. */
  public static List<Problem> problems(JobSpec spec) {
    return problems(Json.createReader(new StringReader(JobJson.jsonb().toJson(spec))).readObject());
  }

  /**
   * Everything wrong with a spec as somebody wrote it: also unknown fields and values of another
   * type, which a {@link JobSpec} could not hold.
   */
  public static List<Problem> problems(JsonObject spec) {
    List<Problem> problems = new ArrayList<>();
    spec.keySet().stream()
        .filter(field -> !SPEC_FIELDS.contains(field))
        .forEach(field -> problems.add(new Problem(field, unknown(field))));
    SPEC_FIELDS.forEach(
        field -> check(field, RULES.getJsonObject(field), spec.get(field), problems));
    if (spec.containsKey("command") && spec.containsKey("args")) {
      problems.add(new Problem("args", "give command or args, not both"));
    }
    spec.keySet().stream()
        .filter(field -> field.startsWith("auction_") && !spec.containsKey(AUCTION))
        .forEach(
            field -> problems.add(new Problem(field, "is for an auction: give auction_s, too")));
    return problems;
  }

  /** The same of a spec that is still being written: what is missing is not wrong yet. */
  public static List<Problem> problemsSoFar(JsonObject spec) {
    return problems(spec).stream()
        .filter(
            problem -> spec.containsKey(problem.field()) || !SPEC_FIELDS.contains(problem.field()))
        .toList();
  }

  private static String unknown(String field) {
    return field.equals(CLIENT_TOKEN)
        ? "is no field of the job: it goes beside it"
        : "is no field of a job; there are " + String.join(", ", SPEC_FIELDS);
  }

  private static void check(String field, JsonObject rule, JsonValue value, List<Problem> to) {
    if (value == null) {
      if (rule.getBoolean("required", false)) {
        to.add(new Problem(field, "is missing: give " + rule.getString("hint")));
      }
      return;
    }
    String type = rule.getString("type");
    if (!fits(type, value)) {
      to.add(new Problem(field, "must be " + A_KIND.get(type) + ", you sent " + shown(value)));
      return;
    }
    switch (type) {
      case "string" -> text(field, rule, ((JsonString) value).getString(), to);
      case "number", "integer" -> number(field, rule, (JsonNumber) value, to);
      case "choice" -> choice(field, rule, ((JsonString) value).getString(), to);
      case "list" -> list(field, rule, value.asJsonArray().getValuesAs(JsonString.class), to);
      case "map" -> map(field, rule, value.asJsonObject(), to);
      default -> {}
    }
  }

  private static void text(String field, JsonObject rule, String value, List<Problem> to) {
    if (value.length() < rule.getInt("min_length", 0)) {
      to.add(new Problem(field, "must not be empty: give " + rule.getString("hint")));
    } else if (value.length() > rule.getInt("max_length")) {
      to.add(new Problem(field, tooLong(rule.getInt("max_length"), value.length())));
    } else if (rule.containsKey("pattern") && !matches(rule.getString("pattern"), value)) {
      to.add(new Problem(field, "must be " + rule.getString("hint")));
    } else if (value.indexOf('\0') >= 0) {
      to.add(new Problem(field, "must not contain the character U+0000"));
    }
  }

  private static void choice(String field, JsonObject rule, String value, List<Problem> to) {
    List<String> of =
        rule.getJsonArray("of").getValuesAs(JsonString.class).stream()
            .map(JsonString::getString)
            .toList();
    if (!of.contains(value)) {
      to.add(new Problem(field, "must be one of " + String.join(", ", of) + ", you sent " + value));
    }
  }

  private static void number(String field, JsonObject rule, JsonNumber value, List<Problem> to) {
    JsonNumber min = rule.getJsonNumber("min");
    JsonNumber max = rule.getJsonNumber("max");
    if (value.bigDecimalValue().compareTo(min.bigDecimalValue()) < 0
        || value.bigDecimalValue().compareTo(max.bigDecimalValue()) > 0) {
      to.add(new Problem(field, "must be between " + min + " and " + max + ", you sent " + value));
    }
  }

  private static void list(
      String field, JsonObject rule, List<JsonString> items, List<Problem> to) {
    count(field, rule, items.size(), to);
    int length = items.stream().mapToInt(item -> item.getString().length()).sum();
    if (length > rule.getInt("max_length")) {
      to.add(new Problem(field, tooLong(rule.getInt("max_length"), length)));
    }
    if (items.stream().anyMatch(item -> item.getString().indexOf('\0') >= 0)) {
      to.add(new Problem(field, "must not contain the character U+0000"));
    }
  }

  private static void map(String field, JsonObject rule, JsonObject entries, List<Problem> to) {
    count(field, rule, entries.size(), to);
    for (Map.Entry<String, JsonValue> entry : entries.entrySet()) {
      String name = entry.getKey();
      if (name.length() > rule.getInt("key_max_length")
          || !matches(rule.getString("key_pattern"), name)) {
        to.add(
            new Problem(
                field + "." + name, "is not a valid name: use " + rule.getString("key_pattern")));
      } else if (entry.getValue() instanceof JsonString value) {
        text(field + "." + name, rule, value.getString(), to);
      } else {
        to.add(new Problem(field + "." + name, "must be a string: put it in quotes"));
      }
    }
  }

  private static void count(String field, JsonObject rule, int size, List<Problem> to) {
    if (size > rule.getInt("max_items")) {
      to.add(
          new Problem(
              field,
              "must have at most " + rule.getInt("max_items") + " entries, you sent " + size));
    }
  }

  private static boolean fits(String type, JsonValue value) {
    return switch (type) {
      case "string", "choice" -> value instanceof JsonString;
      case "number" -> value instanceof JsonNumber;
      case "integer" -> value instanceof JsonNumber number && number.isIntegral();
      case "boolean" -> value == JsonValue.TRUE || value == JsonValue.FALSE;
      case "list" ->
          value instanceof JsonArray items && items.stream().allMatch(JsonString.class::isInstance);
      case "map" -> value instanceof JsonObject;
      default -> throw new IllegalStateException("limits.json has a type " + type);
    };
  }

  /** The value as sent, cut to what a sentence can bear. */
  private static String shown(JsonValue value) {
    String text = value.toString();
    return switch (value.getValueType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      default -> text.length() <= 40 ? text : text.substring(0, 40) + "…";
    };
  }

  private static Set<String> specFields() {
    Set<String> fields = new LinkedHashSet<>(RULES.keySet());
    fields.remove(CLIENT_TOKEN); // sent beside the spec
    return fields;
  }

  private static String tooLong(int most, int length) {
    return "must have at most " + most + " characters, you sent " + length;
  }

  private static boolean matches(String pattern, String value) {
    return Pattern.compile(pattern).matcher(value).matches();
  }

  private static JsonObject read() {
    try (InputStream in = Limits.class.getResourceAsStream("/limits.json")) {
      return Json.createReader(new java.io.InputStreamReader(in, StandardCharsets.UTF_8))
          .readObject();
    } catch (IOException e) {
      throw new UncheckedIOException("limits.json cannot be read", e);
    }
  }
}
