package io.lumaris.testing;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;

/**
 * What a command of the market answered.
 *
 * @param code 0, or a gRPC code
 * @param message of a refusal: reason, colon, sentence
 * @param answer of a success
 * @param hints what is to be pushed
 */
public record Reply(int code, String message, JsonObject answer, List<JsonObject> hints) {

  static Reply of(int code, String message, String answer, String hints) {
    return new Reply(
        code,
        message,
        answer == null ? null : read(answer).readObject(),
        hints == null ? List.of() : array(hints).getValuesAs(JsonObject.class));
  }

  private static JsonArray array(String text) {
    return read(text).readArray();
  }

  private static JsonReader read(String text) {
    return Json.createReader(new StringReader(text));
  }

  /** The word before the colon of a refusal; empty on success. */
  public String reason() {
    return message == null ? "" : message.substring(0, message.indexOf(':'));
  }

  /** The answer; fails when the command was refused. */
  public JsonObject ok() {
    if (code != 0) {
      throw new AssertionError("refused with " + code + ": " + message);
    }
    return answer;
  }

  /** The job in the answer. */
  public JsonObject job() {
    return ok().getJsonObject("job");
  }

  /** What the hint with this index says. */
  public JsonObject said(int index) {
    return data(hints.get(index));
  }

  private static JsonObject data(JsonObject hint) {
    return read(hint.getString("data")).readObject();
  }

  /** Whom a hint of this type goes to. */
  public List<String> told(String type) {
    return hints.stream()
        .filter(hint -> data(hint).getString("type").equals(type))
        .map(hint -> hint.getInt("mode") + "/" + hint.getString("subject"))
        .toList();
  }
}
