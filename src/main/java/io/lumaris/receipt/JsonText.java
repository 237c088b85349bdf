package io.lumaris.receipt;

import io.lumaris.job.JobJson;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Optional;
import java.util.Set;

/** JSON objects from texts and values. */
final class JsonText {
  private JsonText() {}

  /** A value as the wire has it. */
  static JsonObject of(Object value) {
    return parse(JobJson.jsonb().toJson(value)).orElseThrow();
  }

  /** The object in a text, if it is one. */
  static Optional<JsonObject> parse(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return Optional.of(reader.readObject());
    } catch (JsonException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** The object with these members alone. */
  static JsonObject only(JsonObject object, Set<String> names) {
    JsonObjectBuilder copy = Json.createObjectBuilder(object);
    object.keySet().stream().filter(name -> !names.contains(name)).forEach(copy::remove);
    return copy.build();
  }
}
