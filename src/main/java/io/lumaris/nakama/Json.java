package io.lumaris.nakama;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbException;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;

/** JSON as Nakama writes it. */
final class Json {

  // Found once: a look-up per message would search the class path each time.
  private static final JsonProvider PROVIDER = JsonProvider.provider();

  private Json() {}

  /** Reads an object; a {@link JsonException} says that the text is none. */
  static JsonObject object(String text) {
    try (JsonReader reader = PROVIDER.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  /** Reads an object that the server sent. */
  static JsonObject answer(String text) {
    try {
      return object(text);
    } catch (JsonException e) {
      throw unreadable("Nakama's answer is not a JSON object.", e);
    }
  }

  /** Reads an answer of the server's module by the module's own binding. */
  static <T> T read(String text, Class<T> type, Jsonb binding) {
    try {
      return binding.fromJson(text, type);
    } catch (JsonbException e) {
      throw unreadable("Nakama's answer does not fit " + type.getSimpleName() + ".", e);
    }
  }

  /** Writes an object of texts. */
  static String text(Map<String, String> members) {
    JsonObjectBuilder object = PROVIDER.createObjectBuilder();
    members.forEach(object::add);
    return object.build().toString();
  }

  static JsonProvider provider() {
    return PROVIDER;
  }

  static NakamaException unreadable(String sentence, Exception cause) {
    return new NakamaException(
        NakamaException.Code.DATA_LOSS, NakamaException.UNREADABLE_ANSWER, sentence, cause);
  }
}
