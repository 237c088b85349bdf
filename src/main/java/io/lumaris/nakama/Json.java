package io.lumaris.nakama;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;

/** JSON as Nakama and its modules write it: snake_case names, absent instead of null. */
final class Json {

  // Found once: a look-up per message would search the class path each time.
  private static final JsonProvider PROVIDER = JsonProvider.provider();
  private static final Jsonb BINDING =
      JsonbBuilder.create(
          new JsonbConfig()
              .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES));

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

  static <T> T read(String text, Class<T> type) {
    try {
      return BINDING.fromJson(text, type);
    } catch (JsonbException e) {
      throw unreadable("Nakama's answer does not fit " + type.getSimpleName() + ".", e);
    }
  }

  static String write(Object value) {
    return BINDING.toJson(value);
  }

  static JsonProvider provider() {
    return PROVIDER;
  }

  private static NakamaException unreadable(String sentence, Exception cause) {
    return new NakamaException(
        NakamaException.Code.DATA_LOSS, NakamaException.UNREADABLE_ANSWER, sentence, cause);
  }
}
